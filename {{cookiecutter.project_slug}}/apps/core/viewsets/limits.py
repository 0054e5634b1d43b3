"""All that a view asks Redis for, in one step."""

from collections.abc import Mapping, Sequence

from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from adapters.counters import Hit, get_counter
from apps.core.caching.tags import keys_of, versions_in
from apps.core.throttling import GlobalThrottle, RateThrottle, count_and_read
from apps.idempotency.views import Idempotent


class OneRoundTrip(Idempotent):
    """Counts all the limits of a view in one step, those of the caller before the global one.

    One that is about the body, where there is none to read, leaves it to the others: they count
    before that is said.

    The versions of the tags that the answer depends on come along, where Redis holds them too.
    """

    versions: Mapping[str, str] = {}  # by tag; empty where they have to be asked for

    def asked_tags(self) -> Sequence[str]:
        return ()

    def check_throttles(self, request: Request) -> None:
        hits: list[Hit] = []
        others: list[BaseThrottle] = []
        unreadable: APIException | None = None
        for throttle in self.get_throttles():
            if not isinstance(throttle, RateThrottle):
                others.append(throttle)
                continue
            try:
                hit = throttle.hit(request, self)
            except APIException as error:  # DRF says it once: then the body counts as empty
                unreadable = error
            else:
                hits += [hit] if hit else []
        hits.sort(key=lambda hit: hit.key.startswith(f"{GlobalThrottle.scope}:"))
        reset = self._seconds_to_wait(hits, request) if hits else None
        waits = [
            throttle.wait() for throttle in others if not throttle.allow_request(request, self)
        ]
        waits += [] if reset is None else [reset]
        if waits:
            self.throttled(request, max((wait for wait in waits if wait), default=1))
        if unreadable:
            raise unreadable

    def _seconds_to_wait(self, hits: list[Hit], request: Request) -> int | None:
        tags = self.asked_tags() if get_counter().reads("values") else ()
        reset, found = count_and_read(hits, keys_of(tags), request, self)
        self.versions = versions_in(tags, found)
        return reset
