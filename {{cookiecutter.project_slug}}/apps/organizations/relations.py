"""What clients may refer to from inside an organization: scopes of `RelatedRow`."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from apps.core.relations import Scope
from apps.organizations.access import accessible


def of_organization(path: str = "organization") -> Scope:
    """What belongs to the organization in the address."""
    return lambda rows, context: rows.filter(**{path: context["view"].kwargs["organization_id"]})


def of_callers_organizations(path: str = "organization") -> Scope:
    """What belongs to an organization that the caller is a member of."""
    return lambda rows, context: accessible(rows, context["request"].user, path=path)


def members(rows: QuerySet[Any], context: Mapping[str, Any]) -> QuerySet[Any]:
    """Users who are members of the organization in the address, with what is shown of them."""
    inside = rows.filter(memberships__organization=context["view"].kwargs["organization_id"])
    return inside.select_related("profile")
