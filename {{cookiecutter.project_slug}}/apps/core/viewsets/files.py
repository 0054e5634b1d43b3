"""Files of rows, for who may read the row."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.http import FileResponse, Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.decorators import action
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from apps.core.viewsets.base import BaseReadOnlyViewSet


class WhateverIsAccepted(DefaultContentNegotiation):
    """A file is what it is; its errors are JSON."""

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        first = next(iter(renderers))
        return first, first.media_type


class Downloads(BaseReadOnlyViewSet):
    """Gives out the files in the columns that `downloads` names, never by an address of their own."""

    downloads: ClassVar[tuple[str, ...]] = ()

    @extend_schema(
        responses={
            (200, "application/octet-stream"): OpenApiResponse(OpenApiTypes.BINARY, "The file.")
        }
    )
    @action(
        detail=True,
        url_path="files/<str:name>",
        url_name="file",
        content_negotiation_class=WhateverIsAccepted,
    )
    def download(self, request: Request, *args: Any, name: str, **kwargs: Any) -> FileResponse:
        file = getattr(self.get_object(), name) if name in self.downloads else None
        if not file:
            raise Http404
        ending = file.name.rpartition(".")[2]
        return FileResponse(
            file.open("rb"),
            as_attachment=True,
            filename=f"{name}.{ending}",
            headers={"Cache-Control": "private, no-store"},
        )
