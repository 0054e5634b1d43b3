from typing import cast
from uuid import UUID

import structlog
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.events.bus import publish
from apps.events.unit_of_work import unit_of_work
from apps.organizations.access import Can
from apps.organizations.events import MemberLeft, OwnershipTransferred, RoleChanged
from apps.organizations.models import Membership, Role
from apps.organizations.repositories import MembershipRepository, OrganizationRepository
from services.errors import Conflict
from services.organizations.acting import Gate, check_grant, check_owner_stays

security_log = structlog.get_logger("security")


class MemberService:
    """Roles, leaving and removing. An owner always stays, also when two leave at once."""

    def __init__(
        self,
        organizations: OrganizationRepository | None = None,
        members: MembershipRepository | None = None,
    ) -> None:
        self.organizations = organizations or OrganizationRepository()
        self.members = members or MembershipRepository()
        self.gate = Gate(self.organizations, self.members)

    @unit_of_work()
    def change_role(
        self, *, organization_id: UUID, by: User, member_id: UUID, role: Role | None
    ) -> Membership:
        """`None` leaves it as it is."""
        actor, member = self._concerned(organization_id, by, Can.MANAGE_MEMBERS, member_id)
        if role is None:
            return member
        check_grant(actor, member.role, role)
        if role != Role.OWNER:
            check_owner_stays(member)
        self.members.set_role(member, role)
        publish(RoleChanged(organization_id, user_id=member.user_id, role=role))
        self._log("member_role_changed", member, by, role=role)
        return member

    @unit_of_work()
    def remove(self, *, organization_id: UUID, by: User, member_id: UUID) -> None:
        actor, member = self._concerned(organization_id, by, Can.MANAGE_MEMBERS, member_id)
        check_grant(actor, member.role)
        self._part(member)
        self._log("member_removed", member, by)

    @unit_of_work()
    def leave(self, *, organization_id: UUID, user: User) -> None:
        self._part(self.gate.enter(organization_id, by=user, can=Can.VIEW).actor)

    @unit_of_work()
    def transfer(self, *, organization_id: UUID, by: User, member_id: UUID) -> None:
        """The caller stays, as an administrator."""
        actor, heir = self._concerned(organization_id, by, Can.TRANSFER, member_id)
        if heir.pk == actor.pk:
            raise Conflict("same_owner", _("You are the owner already."))
        self.members.hand_over(actor, heir, at=timezone.now())
        publish(OwnershipTransferred(organization_id, from_id=by.pk, to_id=heir.user_id))
        self._log("ownership_transferred", heir, by)

    @unit_of_work()
    def leave_all(self, user: User) -> None:
        """For an account that goes. Somebody else becomes the owner, or nobody is left.

        An organization without members is deleted; where another app keeps it, it is suspended.
        """
        for organization in self.organizations.lock_those_of(user):
            member = self.members.of_user(organization, user)
            if member is None:  # gone since we looked, and the lock was waited for
                continue
            self.members.delete(member)
            publish(MemberLeft(organization.pk, user_id=user.pk))
            heir = self.members.heir(organization)
            if heir is None:
                self.organizations.wind_up(organization)
            elif heir.role != Role.OWNER:
                self.members.set_role(heir, Role.OWNER)
                publish(RoleChanged(organization.pk, user_id=heir.user_id, role=Role.OWNER))

    def obstacle(self, user: User) -> str | None:
        """Why `user` cannot go yet: organizations whose other members would have no owner."""
        names = [organization.name for organization in self.organizations.left_alone_by(user)]
        if not names:
            return None
        sentence = _("Make somebody else the owner of these organizations first: %(names)s.")
        return sentence % {"names": ", ".join(names)}

    def _concerned(
        self, organization_id: UUID, by: User, can: Can, member_id: UUID
    ) -> tuple[Membership, Membership]:
        acting = self.gate.enter(organization_id, by=by, can=can, member_id=member_id)
        return acting.actor, cast("Membership", acting.member)

    def _part(self, member: Membership) -> None:
        check_owner_stays(member)
        self.members.delete(member)
        publish(MemberLeft(member.organization_id, user_id=member.user_id))

    def _log(self, event: str, member: Membership, by: User, **more: str) -> None:
        security_log.info(
            event,
            organization_id=str(member.organization_id),
            user_id=member.user_id,
            by_id=by.pk,
            **more,
        )
