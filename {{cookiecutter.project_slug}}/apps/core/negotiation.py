"""Which format an answer gets: DRF's own choice, found sooner where it is plain."""

from collections.abc import Iterable
from typing import cast

from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.settings import api_settings

ANYTHING = "*/*"

Chosen = tuple[BaseRenderer, str]


class ContentNegotiation(DefaultContentNegotiation):
    """Parses no header of a client that takes anything, or just what the view offers first."""

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> Chosen:
        renderers = tuple(renderers)
        first, asked = renderers[0], request.META.get("HTTP_ACCEPT", ANYTHING)
        override = api_settings.URL_FORMAT_OVERRIDE
        if format_suffix or (override and override in request.query_params):
            asked = None
        if asked in (ANYTHING, first.media_type):
            return first, str(first.media_type)
        return cast("Chosen", super().select_renderer(request, renderers, format_suffix))
