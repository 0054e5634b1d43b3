"""Who acts in an organization, as it stands once nobody else can change it."""

from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.organizations.access import GRANTS, Can, allows
from apps.organizations.models import Membership, Organization, Role
from apps.organizations.repositories import MembershipRepository, OrganizationRepository
from services.errors import Conflict, Forbidden, NotFound


class Acting(NamedTuple):
    organization: Organization
    actor: Membership
    member: Membership | None = None  # whom it is done to, where that was asked for


@dataclass(frozen=True)
class Gate:
    """Locks the organization, and asks for the caller's role after that.

    Between a view's own check and this lock somebody may have been removed.
    """

    organizations: OrganizationRepository
    members: MembershipRepository

    def enter(
        self, organization_id: UUID, *, by: User, can: Can, member_id: UUID | None = None
    ) -> Acting:
        """To be called in a transaction. `NotFound` for who is no member, else `Forbidden`.

        `member_id` is looked up in the same query; `NotFound` too if there is no such member.
        """
        organization = self.organizations.lock(organization_id)
        found = self.members.concerned(organization, by, member_id) if organization else []
        actor = next((member for member in found if member.user_id == by.pk), None)
        if organization is None or actor is None:
            raise NotFound("not_found", _("There is no such organization."))
        if not allows(actor.role, can):
            raise Forbidden("permission_denied", _("Your role does not allow this."))
        member = next((member for member in found if member.pk == member_id), None)
        if member_id and member is None:
            raise NotFound("not_found", _("There is no such member."))
        return Acting(organization, actor, member)


def check_grant(actor: Membership, *roles: str) -> None:
    """Nobody hands out, or takes away, more than they may."""
    if not GRANTS[Role(actor.role)].issuperset(Role(role) for role in roles):
        raise Forbidden("permission_denied", _("Your role does not allow this."))


def check_owner_stays(member: Membership) -> None:
    """An organization without an owner would belong to nobody."""
    if member.role == Role.OWNER and not member.has_other_owner:
        raise Conflict("last_owner", _("Make somebody else the owner first."))
