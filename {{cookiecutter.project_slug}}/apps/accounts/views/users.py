from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from drf_standardized_errors.openapi_validation_errors import extend_validation_errors
from rest_framework import status
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.models import Profile, User
from apps.accounts.roles import roles_of
from apps.accounts.serializers.public import PublicProfileSerializer
from apps.accounts.serializers.users import (
    MeSerializer,
    ProfileSerializer,
    RolesSerializer,
    UserSerializer,
)
from apps.accounts.views.base import caller
from apps.core.permissions import IsStaff
from apps.core.viewsets import BaseReadOnlyViewSet
from apps.core.viewsets.limits import OneRoundTrip
from services.accounts.activation import ActivationService
from services.accounts.profile import ProfileService


@extend_schema_view(
    list=extend_schema(operation_id="users_list", summary="List users (staff)", tags=["users"]),
    retrieve=extend_schema(operation_id="users_get", summary="Show a user (staff)", tags=["users"]),
)
class UserViewSet(BaseReadOnlyViewSet):
    """Every account, for staff. A login changes the list as well, and shows there within a minute."""

    cache_tags = ("accounts.users",)
    queryset = User.objects.all()
    serializer_class = UserSerializer
    permission_classes = (IsStaff,)
    select_related = {"default": ("profile",)}
    filterset_fields = ("is_active", "is_staff")
    search_fields = ("email", "profile__display_name")
    ordering_fields = ("id", "email", "created_at", "last_login")
    ordering = ("id",)


@extend_validation_errors(["unknown_timezone"], field_name="timezone", methods=["patch"])
@extend_validation_errors(["unknown_language"], field_name="language", methods=["patch"])
class MeView(OneRoundTrip, GenericAPIView[Profile]):
    """The caller's own account: there is no id to guess."""

    queryset = Profile.objects.none()
    serializer_class = ProfileSerializer
    permission_classes = (IsAuthenticated,)
    pagination_class = None
    filter_backends = ()

    @extend_schema(
        operation_id="users_me_get",
        summary="Show one's own account",
        tags=["users"],
        responses={200: MeSerializer},
    )
    def get(self, request: Request) -> Response:
        return self._shown(caller(request).profile)

    @extend_schema(
        operation_id="users_me_update",
        summary="Change one's profile",
        tags=["users"],
        responses={200: MeSerializer},
        examples=[
            OpenApiExample(
                "Name and time zone",
                value={"display_name": "Ada", "timezone": "Europe/London"},
                request_only=True,
            )
        ],
    )
    def patch(self, request: Request) -> Response:
        profile = caller(request).profile
        serializer = self.get_serializer(profile, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        return self._shown(
            ProfileService().update(profile=profile, changes=serializer.validated_data)
        )

    @extend_schema(
        operation_id="users_me_deactivate",
        summary="Deactivate one's own account",
        description="Ends every session. A mailed link opens the account again.",
        tags=["users"],
        responses={204: None},
    )
    def delete(self, request: Request) -> Response:
        ActivationService().deactivate(user=caller(request), by_owner=True)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _shown(self, profile: Profile) -> Response:
        return Response(MeSerializer(profile, context=self.get_serializer_context()).data)


class RolesView(OneRoundTrip, GenericAPIView[User]):
    """What the caller may do beyond their own account."""

    serializer_class = RolesSerializer
    permission_classes = (IsAuthenticated,)
    pagination_class = None
    filter_backends = ()

    @extend_schema(
        operation_id="users_me_roles",
        summary="List one's own roles and permissions",
        tags=["users"],
    )
    def get(self, request: Request) -> Response:
        user = caller(request)
        permissions = sorted(user.get_all_permissions())
        return Response({"roles": roles_of(user), "permissions": permissions})


class PublicProfileView(OneRoundTrip, GenericAPIView[User]):
    """Another user's page, for who is logged in."""

    queryset = User.objects.none()
    serializer_class = PublicProfileSerializer
    permission_classes = (IsAuthenticated,)
    pagination_class = None
    filter_backends = ()

    @extend_schema(
        operation_id="users_profile",
        summary="Show a user's public profile",
        description="What the user hides is `null`. Who is unknown, inactive or hidden is 404.",
        tags=["users"],
    )
    def get(self, request: Request, public_id: UUID) -> Response:
        user = ProfileService().shown_to(viewer=caller(request), public_id=public_id)
        if user is None:
            raise Http404
        return Response(self.get_serializer(user).data)
