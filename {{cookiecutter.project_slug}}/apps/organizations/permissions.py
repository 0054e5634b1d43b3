from collections.abc import Mapping
from typing import Any, ClassVar, cast

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.models import User
from apps.core.viewsets import BaseReadOnlyViewSet
from apps.organizations.access import Can, accessible, allows, membership
from apps.organizations.models import Membership
from apps.organizations.plans import Plan


class OrganizationScoped(GenericAPIView[Any]):
    """A view inside of an organization, whose id is in the address as `organization_id`.

    Who is no member gets 404 for everything; who is one, and whose role does not allow what the
    action `needs`, gets 403. Rows come from that organization alone.
    """

    permission_classes = ()  # InOrganization is asked first, whatever a view adds
    needs: ClassVar[Mapping[str, Can]] = {}  # by action; VIEW where none is named
    # Whose service asks for the role under its lock, so that it need not be asked twice.
    gated: ClassVar[frozenset[str]] = frozenset()
    organization_path = "organization"
    membership: Membership  # the caller's, but in what is `gated`

    def get_permissions(self) -> list[Any]:
        return [InOrganization(), *super().get_permissions()]

    def get_queryset(self) -> QuerySet[Any]:
        rows = accessible(
            super().get_queryset(), self.request.user, self.need(), path=self.organization_path
        )
        if "organization_id" in self.kwargs:
            rows = rows.filter(**{self.organization_path: self.kwargs["organization_id"]})
        return rows

    def whose(self) -> dict[str, Any]:
        """For services, which take the organization's id, and the caller as `by`."""
        return {"organization_id": self.kwargs["organization_id"], "by": self.request.user}

    def need(self) -> Can:
        return self.needs.get(getattr(self, "action", None) or "", Can.VIEW)


class BelowAnother(OrganizationScoped, BaseReadOnlyViewSet):
    """Rows of one thing of the organization, whose id is in the address as `parent_kwarg`.

    Where the list has none it is asked whether that thing is there: if not, the list is 404.
    """

    parents: ClassVar[QuerySet[Any]]
    parent_kwarg: ClassVar[str]

    def read_list(self, request: Request) -> Response:
        answer = super().read_list(request)
        if not answer.data["results"] and not self.is_parent_there():
            raise Http404
        return answer

    def is_parent_there(self) -> bool:
        parent, organization = self.kwargs[self.parent_kwarg], self.kwargs["organization_id"]
        return self.parents.filter(pk=parent, organization=organization).exists()


class InOrganization(IsAuthenticated):
    """For views that are `OrganizationScoped`."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not super().has_permission(request, view):
            return False
        scoped = cast("OrganizationScoped", view)
        action = getattr(scoped, "action", None)
        if "organization_id" not in scoped.kwargs or action in scoped.gated:
            return True
        found = membership(cast("User", request.user), scoped.kwargs["organization_id"])
        if found is None:
            raise Http404
        scoped.membership = found
        return allows(found.role, scoped.need())


class PlanRequired(IsAuthenticated):
    """The organization of the view pays for `plan`, or for one that includes it.

    A base: `class BusinessRequired(PlanRequired): plan = Plan.BUSINESS`, on a view that is
    `OrganizationScoped`.
    """

    message = _("The organization's plan does not include this.")
    code = "plan_required"
    plan: ClassVar[Plan]

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not super().has_permission(request, view):
            return False
        organization = cast("OrganizationScoped", view).membership.organization
        return organization.plan_at(timezone.now()).includes(self.plan)
