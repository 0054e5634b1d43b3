from django.conf import settings
from drf_spectacular.utils import extend_schema
from drf_standardized_errors.openapi_serializers import ErrorResponse415Serializer
from drf_standardized_errors.openapi_validation_errors import extend_validation_errors
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.models import Profile
from apps.accounts.serializers.users import AvatarSerializer, MeSerializer
from apps.accounts.views.base import ActionView, caller
from apps.core.errors.schema import ErrorResponse413Serializer
from apps.core.parsers import UploadParser
from services.accounts.avatars import AvatarService


@extend_validation_errors(
    ["file_too_large", "too_many_pixels", "invalid_image"], field_name="avatar", methods=["put"]
)
class AvatarView(ActionView):
    serializer_class = AvatarSerializer
    parser_classes = (UploadParser,)
    throttle_scope = "avatar"

    @property
    def max_upload_bytes(self) -> int:
        return int(settings.AVATAR_MAX_BYTES)

    @extend_schema(
        operation_id="users_me_avatar_set",
        summary="Set one's picture",
        description="A JPEG, PNG or WebP. It is cut to a square and made anew, without metadata.",
        tags=["users"],
        responses={
            200: MeSerializer,
            413: ErrorResponse413Serializer,
            415: ErrorResponse415Serializer,
        },
    )
    def put(self, request: Request) -> Response:
        file = self.validated(request)["avatar"]
        return self._shown(AvatarService().replace(user=caller(request), file=file, size=file.size))

    @extend_schema(
        operation_id="users_me_avatar_remove",
        summary="Remove one's picture",
        tags=["users"],
        responses={200: MeSerializer},
    )
    def delete(self, request: Request) -> Response:
        return self._shown(AvatarService().clear(user=caller(request)))

    def _shown(self, profile: Profile) -> Response:
        return Response(MeSerializer(profile, context=self.get_serializer_context()).data)
