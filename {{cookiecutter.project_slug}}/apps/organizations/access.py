"""Who may do what in an organization: one table, and the one function that scopes query sets."""

from enum import StrEnum
from typing import Any, Final, TypeVar
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, QuerySet

from apps.accounts.models import User
from apps.organizations.models import Membership, Role

ModelT = TypeVar("ModelT", bound=Model)


class Can(StrEnum):
    VIEW = "view"  # the organization, its members, teams, and what belongs to it
    CONTRIBUTE = "contribute"  # write what belongs to it
    INVITE = "invite"  # and call invitations off
    MANAGE_MEMBERS = "manage_members"  # change roles, and remove members
    MANAGE_TEAMS = "manage_teams"
    MANAGE_WEBHOOKS = "manage_webhooks"
    EDIT = "edit"  # its name
    TRANSFER = "transfer"  # make another member the owner
    DELETE = "delete"


_VIEWER: Final = frozenset({Can.VIEW})
_MEMBER: Final = _VIEWER | {Can.CONTRIBUTE}
_ADMIN: Final = _MEMBER | {
    Can.INVITE,
    Can.MANAGE_MEMBERS,
    Can.MANAGE_TEAMS,
    Can.MANAGE_WEBHOOKS,
    Can.EDIT,
}
_OWNER: Final = _ADMIN | {Can.TRANSFER, Can.DELETE}

ALLOWED: Final = {
    Role.OWNER: _OWNER,
    Role.ADMIN: _ADMIN,
    Role.MEMBER: _MEMBER,
    Role.VIEWER: _VIEWER,
}

# Whom each may invite, promote to, demote and remove. Nobody hands out more than they hold.
GRANTS: Final = {
    Role.OWNER: frozenset(Role),
    Role.ADMIN: frozenset({Role.ADMIN, Role.MEMBER, Role.VIEWER}),
    Role.MEMBER: frozenset[Role](),
    Role.VIEWER: frozenset[Role](),
}


def allows(role: str, can: Can) -> bool:
    return can in ALLOWED[Role(role)]


def memberships(user: User | AnonymousUser, can: Can = Can.VIEW) -> QuerySet[Membership]:
    """Where `user` may do that. None of a suspended organization, and none for nobody."""
    if not user.is_authenticated:
        return Membership.objects.none()
    roles = [role for role in Role if can in ALLOWED[role]]
    return Membership.objects.filter(user=user, role__in=roles, organization__is_active=True)


def membership(user: User | AnonymousUser, organization_id: UUID) -> Membership | None:
    rows = memberships(user).select_related("organization")
    return rows.filter(organization_id=organization_id).first()


def accessible(
    queryset: QuerySet[ModelT],
    user: Any,
    can: Can = Can.VIEW,
    *,
    path: str = "organization",
) -> QuerySet[ModelT]:
    """The rows of organizations where `user` may do that. Every scoped query set goes through it.

    `path` leads from the row to its organization, with double underscores; for organizations
    themselves it is `pk`. Roles are asked in the same query.
    """
    held = memberships(user, can).order_by().values("organization")
    return queryset.filter(**{f"{path}__in": held})
