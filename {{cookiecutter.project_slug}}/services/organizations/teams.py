from uuid import UUID

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.events.unit_of_work import unit_of_work
from apps.organizations.access import Can
from apps.organizations.models import Organization, Team
from apps.organizations.repositories import (
    MembershipRepository,
    OrganizationRepository,
    TeamRepository,
)
from services.errors import Conflict, Invalid, NotFound
from services.organizations.acting import Gate


class TeamService:
    def __init__(
        self,
        organizations: OrganizationRepository | None = None,
        members: MembershipRepository | None = None,
        teams: TeamRepository | None = None,
    ) -> None:
        self.organizations = organizations or OrganizationRepository()
        self.members = members or MembershipRepository()
        self.teams = teams or TeamRepository()
        self.gate = Gate(self.organizations, self.members)

    def create(self, *, organization_id: UUID, by: User, name: str) -> Team:
        try:
            with unit_of_work():
                organization = self._enter(organization_id, by)
                if self.teams.count(organization) >= organization.limits_at(timezone.now()).teams:
                    raise Conflict("plan_limit", _("Your plan does not include more teams."))
                team = Team(organization=organization, name=name)
                team.save(force_insert=True)
                return team
        except IntegrityError as error:
            raise _taken() from error

    def rename(self, *, organization_id: UUID, by: User, team_id: UUID, name: str | None) -> Team:
        """`None` leaves it as it is."""
        try:
            with unit_of_work():
                team = self._team(self._enter(organization_id, by), team_id)
                if name is not None:
                    team.name = name
                    team.save(update_fields=["name", "updated_at"])
                return team
        except IntegrityError as error:
            raise _taken() from error

    @unit_of_work()
    def delete(self, *, organization_id: UUID, by: User, team_id: UUID) -> None:
        self.teams.delete(self._team(self._enter(organization_id, by), team_id))

    @unit_of_work()
    def add(self, *, organization_id: UUID, by: User, team_id: UUID, member_id: UUID) -> None:
        """Of this organization's members alone. Who is in the team already stays."""
        acting = self.gate.enter(organization_id, by=by, can=Can.MANAGE_TEAMS, member_id=member_id)
        team = self._team(acting.organization, team_id)
        self.teams.add_member(team, member_id)

    @unit_of_work()
    def remove(self, *, organization_id: UUID, by: User, team_id: UUID, member_id: UUID) -> None:
        team = self._team(self._enter(organization_id, by), team_id)
        if not self.teams.remove_member(team, member_id):
            raise NotFound("not_found", _("There is no such member."))

    def _enter(self, organization_id: UUID, by: User) -> Organization:
        return self.gate.enter(organization_id, by=by, can=Can.MANAGE_TEAMS).organization

    def _team(self, organization: Organization, team_id: UUID) -> Team:
        team = self.teams.find(organization=organization, pk=team_id)
        if team is None:
            raise NotFound("not_found", _("There is no such team."))
        return team


def _taken() -> Invalid:
    return Invalid("unique", _("There is a team of this name."), "name")
