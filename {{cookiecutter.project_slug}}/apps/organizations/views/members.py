from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema, extend_schema_view
from drf_standardized_errors.openapi_validation_errors import extend_validation_errors
from rest_framework import status
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer, Serializer

from apps.accounts.views.base import caller
from apps.core.errors.schema import ErrorResponse409Serializer
from apps.core.viewsets import BaseModelViewSet
from apps.core.viewsets.limits import OneRoundTrip
from apps.core.viewsets.services import LeftToTheService
from apps.organizations.access import Can
from apps.organizations.models import Membership, Team, TeamMember
from apps.organizations.permissions import BelowAnother, OrganizationScoped
from apps.organizations.serializers.members import (
    MembershipSerializer,
    RoleSerializer,
    TeamMemberSerializer,
    TeamSerializer,
    TeamWriteSerializer,
)
from services.organizations.members import MemberService
from services.organizations.teams import TeamService

TAGS = ["organizations"]


@extend_schema_view(
    list=extend_schema(operation_id="members_list", summary="List members", tags=TAGS),
    retrieve=extend_schema(operation_id="members_get", summary="Show a member", tags=TAGS),
    partial_update=extend_schema(
        operation_id="members_update",
        summary="Change a member's role",
        description="Nobody gives or takes a role above their own. An owner stays.",
        tags=TAGS,
        responses={200: MembershipSerializer, 409: ErrorResponse409Serializer},
    ),
    destroy=extend_schema(
        operation_id="members_remove",
        summary="Remove a member",
        tags=TAGS,
        responses={204: None, 409: ErrorResponse409Serializer},
    ),
)
class MembershipViewSet(OrganizationScoped, LeftToTheService, BaseModelViewSet):
    """The members of an organization."""

    queryset = Membership.objects.all()
    serializer_classes = {"read": MembershipSerializer, "write": RoleSerializer}
    select_related = {"default": ("user__profile",)}
    needs = {"partial_update": Can.MANAGE_MEMBERS, "destroy": Can.MANAGE_MEMBERS}
    gated = frozenset({"destroy"})
    lookup_value_converter = "uuid"
    http_method_names = ["get", "patch", "delete", "head", "options"]
    filterset_fields = ("role",)
    ordering_fields = ("created_at",)
    ordering = ("created_at", "id")

    def perform_update(self, serializer: BaseSerializer) -> None:
        serializer.instance = MemberService().change_role(
            organization_id=self.kwargs["organization_id"],
            by=caller(self.request),
            member_id=self.kwargs["pk"],
            role=serializer.validated_data.get("role"),
        )

    def perform_destroy(self, instance: Membership | None) -> None:
        MemberService().remove(
            organization_id=self.kwargs["organization_id"],
            by=caller(self.request),
            member_id=self.kwargs["pk"],
        )


@extend_schema_view(
    list=extend_schema(operation_id="teams_list", summary="List teams", tags=TAGS),
    retrieve=extend_schema(operation_id="teams_get", summary="Show a team", tags=TAGS),
    create=extend_schema(
        operation_id="teams_create",
        summary="Make a team",
        tags=TAGS,
        responses={201: TeamSerializer, 409: ErrorResponse409Serializer},
    ),
    partial_update=extend_schema(operation_id="teams_update", summary="Rename a team", tags=TAGS),
    destroy=extend_schema(
        operation_id="teams_delete", summary="Delete a team", tags=TAGS, responses={204: None}
    ),
)
@extend_validation_errors(["unique"], field_name="name", actions=["create", "partial_update"])
class TeamViewSet(OrganizationScoped, LeftToTheService, BaseModelViewSet):
    """The teams of an organization."""

    queryset = Team.objects.all()
    serializer_classes = {"read": TeamSerializer, "write": TeamWriteSerializer}
    needs = {
        "create": Can.MANAGE_TEAMS,
        "partial_update": Can.MANAGE_TEAMS,
        "destroy": Can.MANAGE_TEAMS,
    }
    gated = frozenset({"destroy"})
    lookup_value_converter = "uuid"
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]
    search_fields = ("name",)
    ordering_fields = ("name", "created_at")
    ordering = ("name", "id")

    def perform_create(self, serializer: BaseSerializer) -> None:
        serializer.instance = TeamService().create(
            organization_id=self.kwargs["organization_id"],
            by=caller(self.request),
            **serializer.validated_data,
        )

    def perform_update(self, serializer: BaseSerializer) -> None:
        serializer.instance = TeamService().rename(
            organization_id=self.kwargs["organization_id"],
            by=caller(self.request),
            team_id=self.kwargs["pk"],
            name=serializer.validated_data.get("name"),
        )

    def perform_destroy(self, instance: Team | None) -> None:
        TeamService().delete(
            organization_id=self.kwargs["organization_id"],
            by=caller(self.request),
            team_id=self.kwargs["pk"],
        )


@extend_schema_view(
    list=extend_schema(operation_id="team_members_list", summary="List a team", tags=TAGS)
)
class TeamMemberViewSet(BelowAnother):
    """Who is in a team."""

    parents = Team.objects.all()
    parent_kwarg = "team_id"

    queryset = TeamMember.objects.all()
    serializer_class = TeamMemberSerializer
    select_related = {"default": ("membership__user__profile",)}
    organization_path = "team__organization"
    ordering_fields = ("added_at",)
    ordering = ("added_at", "id")

    def get_queryset(self) -> QuerySet[TeamMember]:
        rows = super().get_queryset()
        return rows.filter(team=self.kwargs["team_id"]) if "team_id" in self.kwargs else rows


class TeamMemberView(OneRoundTrip, OrganizationScoped, GenericAPIView[TeamMember]):
    """Puts a member into a team, and takes one out."""

    queryset = TeamMember.objects.none()
    serializer_class = Serializer
    organization_path = "team__organization"
    pagination_class = None
    filter_backends = ()

    def need(self) -> Can:
        return Can.MANAGE_TEAMS

    def get_object(self) -> TeamMember:
        """There is none to look up, should DRF look for one to describe what PUT takes."""
        raise Http404

    @extend_schema(
        operation_id="team_members_add",
        summary="Put a member into a team",
        description="Who is in it already stays.",
        tags=TAGS,
        request=None,
        responses={204: None},
    )
    def put(
        self, request: Request, organization_id: UUID, team_id: UUID, member_id: UUID
    ) -> Response:
        TeamService().add(
            organization_id=organization_id,
            by=caller(request),
            team_id=team_id,
            member_id=member_id,
        )
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(
        operation_id="team_members_remove",
        summary="Take a member out of a team",
        tags=TAGS,
        responses={204: None},
    )
    def delete(
        self, request: Request, organization_id: UUID, team_id: UUID, member_id: UUID
    ) -> Response:
        TeamService().remove(
            organization_id=organization_id,
            by=caller(request),
            team_id=team_id,
            member_id=member_id,
        )
        return Response(status=status.HTTP_204_NO_CONTENT)
