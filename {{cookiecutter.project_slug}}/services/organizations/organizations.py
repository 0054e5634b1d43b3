from typing import Final
from uuid import UUID

import structlog
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.accounts.repositories import UserRepository
from apps.events.bus import publish
from apps.events.unit_of_work import unit_of_work
from apps.organizations.access import Can
from apps.organizations.events import MemberJoined, OrganizationCreated, OrganizationDeleted
from apps.organizations.models import Organization, Role
from apps.organizations.repositories import MembershipRepository, OrganizationRepository
from services.errors import Conflict
from services.organizations.acting import Gate

MOST_OWNED: Final = 20  # by one user: who asks for more is a mistake or a script
security_log = structlog.get_logger("security")


class OrganizationService:
    def __init__(
        self,
        users: UserRepository | None = None,
        organizations: OrganizationRepository | None = None,
        members: MembershipRepository | None = None,
    ) -> None:
        self.users = users or UserRepository()
        self.organizations = organizations or OrganizationRepository()
        self.members = members or MembershipRepository()
        self.gate = Gate(self.organizations, self.members)

    @unit_of_work()
    def create(self, *, owner: User, name: str) -> Organization:
        self.users.lock(owner.pk)  # so that two at once are counted one after the other
        if self.organizations.owned_by(owner) >= MOST_OWNED:
            raise Conflict("too_many", _("You own as many organizations as one account may."))
        organization = self.organizations.add(name=name)
        self.members.add(organization, owner.pk, role=Role.OWNER)
        publish(OrganizationCreated(organization.pk, owner_id=owner.pk))
        publish(MemberJoined(organization.pk, user_id=owner.pk, role=Role.OWNER))
        return organization

    @unit_of_work()
    def rename(self, *, organization_id: UUID, by: User, name: str) -> Organization:
        organization = self.gate.enter(organization_id, by=by, can=Can.EDIT).organization
        self.organizations.rename(organization, name=name)
        return organization

    @unit_of_work()
    def delete(self, *, organization_id: UUID, by: User) -> None:
        """Nobody reaches it from now on. `prune` deletes its rows, which may be many."""
        organization = self.gate.enter(organization_id, by=by, can=Can.DELETE).organization
        self.organizations.close(organization, at=timezone.now())
        publish(OrganizationDeleted(organization_id))
        security_log.info(
            "organization_deleted", organization_id=str(organization_id), user_id=by.pk
        )

    def prune(self) -> int:
        """Delete the rows of what was deleted, but for what another app keeps. For a schedule."""
        return self.organizations.purge()
