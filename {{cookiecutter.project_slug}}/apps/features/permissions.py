from typing import Any, ClassVar

from django.http import Http404
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from apps.features.models import Flag
from apps.organizations.models import Organization


def is_on(name: str, request: Any, organization: Organization | None = None) -> bool:
    """Whether the flag of this name is on for the caller. One that does not exist is off."""
    return Flag.get(name).is_on(request, organization)


class FeatureRequired(BasePermission):
    """404 where the flag is off, as if there were no such address.

    A base: `class Beta(FeatureRequired): feature = "beta"`. On a view that is `OrganizationScoped`
    its organization counts too.
    """

    feature: ClassVar[str]

    def has_permission(self, request: Request, view: APIView) -> bool:
        membership = getattr(view, "membership", None)
        if not is_on(self.feature, request, membership.organization if membership else None):
            raise Http404
        return True
