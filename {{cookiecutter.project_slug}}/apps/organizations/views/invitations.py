from dataclasses import asdict
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from drf_standardized_errors.openapi_validation_errors import extend_validation_errors
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from apps.accounts.views.base import ActionView, AnonymousActionView, caller
from apps.accounts.views.schema import PASSWORD_CODES
from apps.core.errors.schema import ErrorResponse409Serializer
from apps.core.throttling import ScopedThrottle
from apps.core.viewsets import BaseModelViewSet
from apps.core.viewsets.services import LeftToTheService
from apps.organizations.access import Can
from apps.organizations.models import Invitation
from apps.organizations.permissions import OrganizationScoped
from apps.organizations.repositories import vouched
from apps.organizations.serializers.invitations import (
    InvitationRegisterSerializer,
    InvitationSerializer,
    InvitationTokenSerializer,
    InviteSerializer,
    ShownInvitationSerializer,
)
from apps.organizations.serializers.members import MembershipSerializer
from services.organizations.invitations import InvitationService

TAGS = ["organizations"]


@extend_schema_view(
    list=extend_schema(
        operation_id="invitations_list", summary="List the invitations that are open", tags=TAGS
    ),
    retrieve=extend_schema(operation_id="invitations_get", summary="Show one", tags=TAGS),
    create=extend_schema(
        operation_id="invitations_create",
        summary="Invite somebody by mail",
        description="A second invitation to an address replaces the first, whose link is dead.",
        tags=TAGS,
        responses={201: InvitationSerializer, 409: ErrorResponse409Serializer},
    ),
    destroy=extend_schema(
        operation_id="invitations_delete",
        summary="Call an invitation off",
        tags=TAGS,
        responses={204: None},
    ),
)
class InvitationViewSet(OrganizationScoped, LeftToTheService, BaseModelViewSet):
    """The invitations of an organization, for who may invite."""

    queryset = Invitation.objects.all()
    serializer_classes = {"read": InvitationSerializer, "write": InviteSerializer}
    needs = dict.fromkeys(("list", "retrieve", "create", "destroy"), Can.INVITE)
    gated = frozenset({"create"})
    lookup_value_converter = "uuid"
    http_method_names = ["get", "post", "delete", "head", "options"]
    throttle_scope = "invitation"
    filterset_fields = ("role",)
    ordering_fields = ("sent_at", "expires_at")
    ordering = ("-sent_at", "id")

    def get_throttles(self) -> list[Any]:
        more = [ScopedThrottle()] if self.action == "create" else []
        return [*super().get_throttles(), *more]

    def get_queryset(self) -> QuerySet[Invitation]:
        return super().get_queryset().filter(vouched(), expires_at__gt=timezone.now())

    def perform_create(self, serializer: BaseSerializer) -> None:
        serializer.instance = InvitationService().invite(
            organization_id=self.kwargs["organization_id"],
            by=caller(self.request),
            **serializer.validated_data,
        )

    def perform_destroy(self, instance: Invitation | None) -> None:
        InvitationService().call_off(
            organization_id=self.kwargs["organization_id"],
            by=caller(self.request),
            invitation_id=self.kwargs["pk"],
        )


@extend_validation_errors(["invalid_token"], field_name="token")
class InvitationShowView(AnonymousActionView):
    serializer_class = InvitationTokenSerializer
    throttle_scope = "verification"

    @extend_schema(
        operation_id="invitations_show",
        summary="Show what an invitation's link leads to",
        tags=TAGS,
        responses={200: ShownInvitationSerializer},
    )
    def post(self, request: Request) -> Response:
        shown = InvitationService().show(**self.validated(request))
        return Response(ShownInvitationSerializer(asdict(shown)).data)


@extend_validation_errors(["invalid_token"], field_name="token")
class InvitationAcceptView(ActionView):
    serializer_class = InvitationTokenSerializer
    throttle_scope = "verification"

    @extend_schema(
        operation_id="invitations_accept",
        summary="Accept an invitation",
        description="For the account of the invited address alone.",
        tags=TAGS,
        responses={200: MembershipSerializer, 409: ErrorResponse409Serializer},
    )
    def post(self, request: Request) -> Response:
        member = InvitationService().accept(user=caller(request), **self.validated(request))
        return Response(MembershipSerializer(member, context=self.get_serializer_context()).data)


@extend_validation_errors(["invalid_token"], field_name="token")
@extend_validation_errors(PASSWORD_CODES, field_name="password")
class InvitationRegisterView(AnonymousActionView):
    serializer_class = InvitationRegisterSerializer
    throttle_scope = "registration"

    @extend_schema(
        operation_id="invitations_register",
        summary="Make an account by an invitation, and accept it",
        description="The link has proved the address. Then log in.",
        tags=TAGS,
        responses={204: None, 409: ErrorResponse409Serializer},
    )
    def post(self, request: Request) -> Response:
        InvitationService().register(**self.validated(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


@extend_validation_errors(["invalid_token"], field_name="token")
class InvitationDeclineView(AnonymousActionView):
    serializer_class = InvitationTokenSerializer
    throttle_scope = "verification"

    @extend_schema(
        operation_id="invitations_decline",
        summary="Decline an invitation",
        tags=TAGS,
        responses={204: None},
    )
    def post(self, request: Request) -> Response:
        InvitationService().decline(**self.validated(request))
        return Response(status=status.HTTP_204_NO_CONTENT)
