"""Answers before any query, for view sets that say what their answers depend on."""

import hashlib
import time
from abc import abstractmethod
from collections.abc import Callable, Hashable
from typing import Any, ClassVar, Final

from django.utils.translation import get_language
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from apps.core.caching import invalidate_after_commit, versions_of
from apps.core.conditional import matches
from apps.core.metrics.cache import CONDITIONAL
from apps.core.viewsets.answers import Answer, kept
from apps.core.viewsets.limits import OneRoundTrip

LONGEST: Final = 60  # seconds; how long a write that invalidates nothing can stay unseen


class VersionedList(OneRoundTrip, GenericViewSet):
    """With ``cache_tags`` a list's ETag is made of the versions of these tags, not of its body.

    ``object_tags`` does the same for one object, by what its address says.

    Writes through the view set invalidate them; elsewhere ``invalidate_on`` an event does, or a
    service that calls ``invalidate_after_commit`` with the same tags. The tag differs by caller, address, language
    and minute.

    With ``keeps_answers`` each process also keeps what it answered to callers without an account,
    and gives it to the next of them while it would have that ETag. Permissions and limits are checked before.
    """

    cache_tags: ClassVar[tuple[str, ...]] = ()
    keeps_answers: ClassVar[bool] = False

    def object_tags(self) -> tuple[str, ...]:
        """Of the object that is asked for. None, and its ETag is made of its body."""
        return ()

    def asked_tags(self) -> tuple[str, ...]:
        """Of the answer to a read, for whoever can ask for their versions along with other things."""
        if self.action == "list":
            return self.cache_tags
        return self.object_tags() if self.action == "retrieve" else ()

    def version_tag(self, request: Request, tags: tuple[str, ...]) -> str:
        known = self.versions.keys() == set(tags)
        parts = (
            sorted((self.versions if known else versions_of(*tags)).items()),
            request.get_full_path(),
            request.user.pk,
            request.accepted_media_type,
            get_language(),
            int(time.time() // LONGEST),
        )
        return f'"{hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()}"'

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.unless_known(request, self.cache_tags, self.read_list)

    def unless_known(
        self, request: Request, tags: tuple[str, ...], read: Callable[[Request], Response]
    ) -> Response:
        if not tags:
            return read(request)
        tag = self.version_tag(request, tags)  # before the rows: a write meanwhile outdates it
        if matches(request.headers.get("If-None-Match", ""), tag):
            self._count("not_modified")
            return Response(status=status.HTTP_304_NOT_MODIFIED, headers={"ETag": tag})
        # Links in an answer name the host, which the tag does not.
        shared = self.keeps_answers and not request.user.is_authenticated
        key = (tag, request.scheme, request.get_host()) if shared else None
        known = kept.get(key) if key else None
        self._count("kept" if known else "full")
        if known:
            return known.from_view()
        response = read(request)
        response["ETag"] = tag
        if key:
            response.add_post_render_callback(lambda done: _keep(key, done))
        return response

    def _count(self, outcome: str) -> None:
        CONDITIONAL.labels(type(self).__name__, outcome).inc()

    @abstractmethod
    def read_list(self, request: Request) -> Response:
        """The page that the request asks for."""

    def written(self) -> None:
        if self.cache_tags:
            invalidate_after_commit(*self.cache_tags)


def _keep(key: Hashable, response: Response) -> None:
    answer = Answer.of(response, LONGEST)
    if answer:
        kept.keep(key, answer)
