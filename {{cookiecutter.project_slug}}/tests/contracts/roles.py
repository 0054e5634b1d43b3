"""Whom the table refuses within an organization, and whom its declared permissions do."""

from typing import Any, Final, cast

from django.urls import resolve

from apps.organizations.access import allows
from apps.organizations.models import Role
from apps.organizations.permissions import OrganizationScoped
from tests.contracts.calling import UNKNOWN, filled
from tests.contracts.contract import whole
from tests.contracts.table import CALLERS, Line

INSIDE: Final = "organizations/{organization_id}/"


def guard(line: Line) -> OrganizationScoped | None:
    """The view that the line leads to, if it asks for a role."""
    if not line.path.startswith(INSIDE):
        return None
    found: Any = resolve(filled(line.path, lambda place: whole().names.get(place, UNKNOWN))).func
    if not issubclass(found.cls, OrganizationScoped):
        return None
    view = found.cls()
    view.action = getattr(found, "actions", {}).get(line.method.lower())
    return cast("OrganizationScoped", view)


def misplaced(line: Line, view: OrganizationScoped) -> list[str]:
    """Where 403 stands for a role that may, or anything else for one that may not."""
    answers = dict(zip(CALLERS, line.expected, strict=True))
    need = view.need()
    return [
        f"{line.key}: the {role} is answered {answers[role]}, and "
        f"{'may' if allows(role, need) else 'may not'} {need} by `ALLOWED`"
        for role in Role.values
        if (answers[role] == 403) == allows(role, need)
    ]
