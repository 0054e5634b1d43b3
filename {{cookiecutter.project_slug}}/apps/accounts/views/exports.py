from uuid import UUID

from django.http import FileResponse, Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.permissions import RecentlyAuthenticated
from apps.accounts.serializers.lifecycle import ExportSerializer
from apps.accounts.views.base import ActionView, caller
from apps.core.errors.schema import ErrorResponse409Serializer
from apps.core.viewsets.files import WhateverIsAccepted
from services.accounts.exports import ExportService


class ExportView(ActionView):
    serializer_class = ExportSerializer
    permission_classes = (RecentlyAuthenticated,)
    throttle_scope = "export"

    @extend_schema(
        operation_id="users_me_export",
        summary="Ask for a copy of all one's data",
        description="It is made in a while. A mail tells when it is ready.",
        tags=["users"],
        request=None,
        responses={202: ExportSerializer, 409: ErrorResponse409Serializer},
    )
    def post(self, request: Request) -> Response:
        export = ExportService().request(user=caller(request))
        return Response(self.get_serializer(export).data, status=status.HTTP_202_ACCEPTED)


class ExportDownloadView(ActionView):
    permission_classes = (RecentlyAuthenticated,)
    content_negotiation_class = WhateverIsAccepted

    @extend_schema(
        operation_id="users_me_export_get",
        summary="Fetch the copy of one's data",
        description="A ZIP of JSON files. 404 until it is ready, and again when it has expired.",
        tags=["users"],
        responses={(200, "application/zip"): OpenApiResponse(OpenApiTypes.BINARY, "The archive.")},
    )
    def get(self, request: Request, export_id: UUID) -> FileResponse:
        file = ExportService().open(user=caller(request), export_id=export_id)
        if file is None:
            raise Http404
        return FileResponse(
            file,
            as_attachment=True,
            filename="export.zip",
            content_type="application/zip",
            headers={"Cache-Control": "no-store"},
        )
