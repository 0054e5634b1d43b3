from threading import Lock
from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language, get_supported_language_variant
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.request import Request

from apps.api.document import Document, document
from apps.core.conditional import matches, not_modified

Key = tuple[str, str, str]


class SchemaView(SpectacularAPIView):
    """The description of the API, which a process asks for once for a format and a language.

    Whoever comes may ask this view, as often as they like.
    """

    known: ClassVar[dict[Key, Document]] = {}
    one_at_a_time: ClassVar[Lock] = Lock()

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        language = supported(request.GET.get("lang") or get_language() or "")
        renderer = request.accepted_renderer
        key = (settings.ROOT_URLCONF, language, renderer.media_type)
        if key not in self.known:
            with self.one_at_a_time:
                if key not in self.known:
                    self.known[key] = document(renderer, language)
        answer = HttpResponse(self.known[key].content, headers=self.known[key].headers)
        if matches(request.headers.get("If-None-Match", ""), answer["ETag"]):
            return not_modified(answer)
        return answer


def supported(language: str) -> str:
    """A language that there is, so that what is kept stays few."""
    try:
        return get_supported_language_variant(language)
    except LookupError:
        return settings.LANGUAGE_CODE
