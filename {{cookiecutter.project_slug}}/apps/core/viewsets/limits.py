"""All limits of a view in one step."""

from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from adapters.counters import Hit
from apps.core.throttling import GlobalThrottle, RateThrottle, count
from apps.idempotency.views import Idempotent


class OneRoundTrip(Idempotent):
    """Counts all the limits of a view in one step, those of the caller before the global one."""

    def check_throttles(self, request: Request) -> None:
        hits: list[Hit] = []
        others: list[BaseThrottle] = []
        for throttle in self.get_throttles():
            if not isinstance(throttle, RateThrottle):
                others.append(throttle)
            elif hit := throttle.hit(request, self):
                hits.append(hit)
        hits.sort(key=lambda hit: hit.key.startswith(f"{GlobalThrottle.scope}:"))
        reset = count(hits, request, self) if hits else None
        waits = [
            throttle.wait() for throttle in others if not throttle.allow_request(request, self)
        ]
        waits += [] if reset is None else [reset]
        if waits:
            self.throttled(request, max((wait for wait in waits if wait), default=1))
