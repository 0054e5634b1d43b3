from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema, extend_schema_view
from drf_standardized_errors.openapi_serializers import ErrorResponse415Serializer
from drf_standardized_errors.openapi_validation_errors import extend_validation_errors
from rest_framework.serializers import BaseSerializer

from apps.accounts.permissions import HeldPermissions
from apps.accounts.views.base import caller
from apps.content.models import Media
from apps.content.serializers import editorial as serializers
from apps.core.errors.schema import ErrorResponse413Serializer
from apps.core.pagination import CursorPagination
from apps.core.parsers import UploadParser
from apps.core.throttling import WriteThrottle
from apps.core.viewsets.services import LeftToTheService
from services.content.media import MediaService

TAGS = ["editorial"]


@extend_schema_view(
    list=extend_schema(operation_id="editorial_media_list", summary="List pictures", tags=TAGS),
    retrieve=extend_schema(
        operation_id="editorial_media_get",
        summary="Show a picture",
        description="Its state tells whether its files have been made.",
        tags=TAGS,
    ),
    create=extend_schema(
        operation_id="editorial_media_create",
        summary="Send a picture",
        description="It is made anew in several sizes, without metadata, in the background.",
        tags=TAGS,
        responses={
            201: serializers.MediaSerializer,
            413: ErrorResponse413Serializer,
            415: ErrorResponse415Serializer,
        },
    ),
    partial_update=extend_schema(
        operation_id="editorial_media_update", summary="Describe a picture", tags=TAGS
    ),
    destroy=extend_schema(
        operation_id="editorial_media_delete",
        summary="Delete a picture",
        description="Articles that show it go on without.",
        tags=TAGS,
        responses={204: None},
    ),
)
@extend_validation_errors(
    ["file_too_large", "too_many_pixels", "invalid_image"], field_name="file", actions=["create"]
)
class MediaViewSet(LeftToTheService):
    """Pictures, which whoever writes may use."""

    queryset = Media.objects.all()
    serializer_classes = {
        "read": serializers.MediaSerializer,
        "create": serializers.MediaUploadSerializer,
        "write": serializers.MediaWriteSerializer,
    }
    permission_classes = (HeldPermissions,)
    throttle_classes = (*LeftToTheService.throttle_classes, WriteThrottle)
    throttle_scope = "media"
    lookup_value_converter = "uuid"
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]
    pagination_class = CursorPagination
    search_fields = ("name", "alt")
    ordering_fields = ("created_at",)
    ordering = ("-created_at", "id")

    @property
    def max_upload_bytes(self) -> int:
        return int(settings.CONTENT_IMAGE_MAX_BYTES)

    @property
    def is_upload(self) -> bool:
        request = getattr(self, "request", None)
        return request is not None and request.method == "POST"

    def get_parsers(self) -> list[Any]:
        return [UploadParser()] if self.is_upload else super().get_parsers()

    def perform_create(self, serializer: BaseSerializer) -> None:
        file = serializer.validated_data["file"]
        serializer.instance = MediaService().upload(
            by=caller(self.request),
            file=file,
            name=file.name,
            size=file.size,
            alt=serializer.validated_data.get("alt", ""),
        )

    def perform_update(self, serializer: BaseSerializer) -> None:
        serializer.instance = MediaService().describe(
            media_id=self.kwargs["pk"], alt=serializer.validated_data.get("alt")
        )

    def perform_destroy(self, instance: Media | None) -> None:
        MediaService().delete(media_id=self.kwargs["pk"])
