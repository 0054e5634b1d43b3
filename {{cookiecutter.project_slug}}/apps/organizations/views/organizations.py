from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from drf_spectacular.utils import extend_schema, extend_schema_view
from drf_standardized_errors.openapi_validation_errors import extend_validation_errors
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from apps.accounts.permissions import RecentlyAuthenticated
from apps.accounts.views.base import caller
from apps.core.errors.schema import ErrorResponse409Serializer
from apps.core.viewsets import BaseModelViewSet
from apps.core.viewsets.services import LeftToTheService
from apps.organizations.access import Can, memberships
from apps.organizations.models import Organization, Role
from apps.organizations.permissions import OrganizationScoped
from apps.organizations.serializers.organizations import (
    OrganizationSerializer,
    OrganizationWriteSerializer,
    TransferSerializer,
)
from services.organizations.members import MemberService
from services.organizations.organizations import OrganizationService

TAGS = ["organizations"]
DANGEROUS = {"destroy", "transfer"}


@extend_schema_view(
    list=extend_schema(
        operation_id="organizations_list", summary="List the caller's organizations", tags=TAGS
    ),
    retrieve=extend_schema(
        operation_id="organizations_get", summary="Show an organization", tags=TAGS
    ),
    create=extend_schema(
        operation_id="organizations_create",
        summary="Found an organization",
        description="The caller owns it.",
        tags=TAGS,
        responses={201: OrganizationSerializer, 409: ErrorResponse409Serializer},
    ),
    partial_update=extend_schema(
        operation_id="organizations_update", summary="Rename an organization", tags=TAGS
    ),
    destroy=extend_schema(
        operation_id="organizations_delete",
        summary="Delete an organization",
        description="With its teams, memberships and invitations. Asks for a recent login.",
        tags=TAGS,
        responses={204: None},
    ),
)
@extend_validation_errors(
    ["address_in_name"], field_name="name", actions=["create", "partial_update"]
)
class OrganizationViewSet(OrganizationScoped, LeftToTheService, BaseModelViewSet):
    """The caller's organizations. All others are 404."""

    queryset = Organization.objects.all()
    serializer_classes = {
        "read": OrganizationSerializer,
        "write": OrganizationWriteSerializer,
        "transfer": TransferSerializer,
    }
    needs = {
        "partial_update": Can.EDIT,
        "destroy": Can.DELETE,
        "transfer": Can.TRANSFER,
    }
    gated = frozenset({"leave"})
    organization_path = "pk"
    lookup_url_kwarg = "organization_id"
    lookup_value_converter = "uuid"
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]
    filterset_fields = ("plan",)
    search_fields = ("name",)
    ordering_fields = ("name", "created_at")
    ordering = ("name", "id")

    def get_permissions(self) -> list[Any]:
        more = [RecentlyAuthenticated()] if self.action in DANGEROUS else []
        return [*super().get_permissions(), *more]

    def get_queryset(self) -> QuerySet[Organization]:
        own = memberships(self.request.user).order_by().filter(organization=OuterRef("pk"))
        rows: QuerySet[Any] = super().get_queryset()
        found: QuerySet[Organization] = rows.annotate(own_role=Subquery(own.values("role")[:1]))
        return found

    def perform_create(self, serializer: BaseSerializer) -> None:
        values = serializer.validated_data
        serializer.instance = OrganizationService().create(owner=caller(self.request), **values)
        serializer.instance.own_role = Role.OWNER

    def perform_update(self, serializer: BaseSerializer) -> None:
        serializer.instance = OrganizationService().rename(
            organization_id=self.kwargs["organization_id"],
            by=caller(self.request),
            **{"name": self.membership.organization.name, **serializer.validated_data},
        )
        serializer.instance.own_role = self.membership.role

    def perform_destroy(self, instance: Organization | None) -> None:
        OrganizationService().delete(
            organization_id=self.kwargs["organization_id"], by=caller(self.request)
        )

    @extend_schema(
        operation_id="organizations_leave",
        summary="Leave an organization",
        description="Its last owner cannot: transfer it first, or delete it.",
        tags=TAGS,
        request=None,
        responses={204: None, 409: ErrorResponse409Serializer},
    )
    @action(detail=True, methods=["post"])
    def leave(self, request: Request, organization_id: UUID) -> Response:
        MemberService().leave(organization_id=organization_id, user=caller(request))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(
        operation_id="organizations_transfer",
        summary="Make another member the owner",
        description="The caller stays as an administrator. Asks for a recent login.",
        tags=TAGS,
        responses={204: None, 409: ErrorResponse409Serializer},
    )
    @action(detail=True, methods=["post"])
    def transfer(self, request: Request, organization_id: UUID) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        MemberService().transfer(
            organization_id=organization_id,
            by=caller(request),
            member_id=serializer.validated_data["member"],
        )
        return Response(status=status.HTTP_204_NO_CONTENT)
