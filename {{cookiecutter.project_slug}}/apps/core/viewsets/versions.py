"""304 for a list before any of its queries, for view sets that say what their lists depend on."""

import hashlib
import time
from abc import abstractmethod
from typing import Any, ClassVar, Final

from django.utils.translation import get_language
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from apps.core.caching import invalidate_after_commit, versions_of
from apps.core.conditional import matches
from apps.core.metrics.cache import CONDITIONAL

LONGEST: Final = 60  # seconds; how long a write that invalidates nothing can stay unseen


class VersionedList(GenericViewSet):
    """With ``cache_tags`` a list's ETag is made of the versions of these tags, not of its body.

    Writes through the view set invalidate them; elsewhere ``invalidate_on`` an event does, or a
    service that calls ``invalidate_after_commit`` with the same tags. The tag differs by caller, address, language
    and minute.
    """

    cache_tags: ClassVar[tuple[str, ...]] = ()

    def list_tag(self, request: Request) -> str:
        parts = (
            sorted(versions_of(*self.cache_tags).items()),
            request.get_full_path(),
            request.user.pk,
            request.accepted_media_type,
            get_language(),
            int(time.time() // LONGEST),
        )
        return f'"{hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()}"'

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        if not self.cache_tags:
            return self.read_list(request)
        tag = self.list_tag(request)  # before the rows: a write meanwhile makes it out of date
        is_known = matches(request.headers.get("If-None-Match", ""), tag)
        CONDITIONAL.labels(type(self).__name__, "not_modified" if is_known else "full").inc()
        if is_known:
            return Response(status=status.HTTP_304_NOT_MODIFIED, headers={"ETag": tag})
        response = self.read_list(request)
        response["ETag"] = tag
        return response

    @abstractmethod
    def read_list(self, request: Request) -> Response:
        """The page that the request asks for."""

    def written(self) -> None:
        if self.cache_tags:
            invalidate_after_commit(*self.cache_tags)
