"""Reads and writes of organizations.

Whoever changes members locks the organization first, so that of two who leave at once the second
sees that the first is gone. A user that is locked as well is locked before it.
"""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, ProtectedError, QuerySet, RestrictedError

from apps.accounts.models import User
from apps.core.repositories import Repository
from apps.organizations.models import Invitation, Membership, Organization, Role, Team, TeamMember


class OrganizationRepository(Repository[Organization]):
    model = Organization

    def add(self, *, name: str) -> Organization:
        organization = Organization(name=name)
        organization.clean_fields()  # all there is to clean: constraints do the rest
        organization.save(force_insert=True)
        return organization

    def rename(self, organization: Organization, *, name: str) -> None:
        organization.name = name
        organization.clean_fields()
        organization.save(update_fields=["name", "updated_at"])

    def lock(self, organization_id: UUID) -> Organization | None:
        """The organization, kept from others until the transaction ends, if it is active."""
        rows = Organization.objects.select_for_update().order_by()
        return rows.filter(pk=organization_id, is_active=True).first()

    def lock_those_of(self, user: User) -> list[Organization]:
        """All that a user is in, suspended ones too, in an order that two cannot cross in."""
        held = Membership.objects.filter(user=user).order_by().values("organization")
        return list(Organization.objects.filter(pk__in=held).order_by("pk").select_for_update())

    def owned_by(self, user: User) -> int:
        return Membership.objects.filter(user=user, role=Role.OWNER).count()

    def wind_up(self, organization: Organization) -> None:
        """Delete what has no members; where another app keeps it, nobody reaches it."""
        try:
            with transaction.atomic():
                organization.delete()
        except (ProtectedError, RestrictedError, IntegrityError):
            self.update(organization, is_active=False)

    def left_alone_by(self, user: User) -> QuerySet[Organization]:
        """Those with other members, and no other owner."""
        others = Membership.objects.filter(organization=OuterRef("pk")).exclude(user=user)
        return Organization.objects.filter(
            Exists(others),
            ~Exists(others.filter(role=Role.OWNER)),
            memberships__user=user,
            memberships__role=Role.OWNER,
        )


class MembershipRepository(Repository[Membership]):
    model = Membership

    def of(self, organization: Organization, member_id: UUID) -> Membership | None:
        rows = Membership.objects.filter(organization=organization, pk=member_id)
        return rows.select_related("user__profile", "organization").first()

    def of_user(self, organization: Organization, user: User) -> Membership | None:
        return Membership.objects.filter(organization=organization, user=user).first()

    def add(self, organization: Organization, user: User, *, role: str) -> Membership:
        return Membership.objects.create(organization=organization, user=user, role=role)

    def count(self, organization: Organization) -> int:
        return Membership.objects.filter(organization=organization).count()

    def has_address(self, organization: Organization, email: str) -> bool:
        rows = Membership.objects.filter(organization=organization)
        return rows.filter(user__email=email).exists()

    def has_other_owner(self, member: Membership) -> bool:
        rows = Membership.objects.filter(organization=member.organization_id, role=Role.OWNER)
        return rows.exclude(pk=member.pk).exists()

    def heir(self, organization: Organization) -> Membership | None:
        """Who has been longest in the highest role that is left."""
        rows = Membership.objects.filter(organization=organization)
        found = rows.filter(role=Role.OWNER).first() or rows.filter(role=Role.ADMIN).first()
        return found or rows.first()

    def set_role(self, member: Membership, role: Role) -> None:
        member.role = role
        member.save(update_fields=["role", "updated_at"])


class TeamRepository(Repository[Team]):
    model = Team

    def count(self, organization: Organization) -> int:
        return Team.objects.filter(organization=organization).count()

    def add_member(self, team: Team, member: Membership) -> None:
        """Who is in it already stays in it."""
        rows = [TeamMember(team=team, membership=member)]
        TeamMember.objects.bulk_create(rows, ignore_conflicts=True)

    def remove_member(self, team: Team, member_id: UUID) -> bool:
        return bool(TeamMember.objects.filter(team=team, membership=member_id).delete()[0])


class InvitationRepository(Repository[Invitation]):
    model = Invitation

    def replace(self, invitation: Invitation) -> Invitation:
        """In place of the one to the same address: call it with the organization locked."""
        Invitation.objects.filter(
            organization=invitation.organization, email=invitation.email
        ).delete()
        invitation.save(force_insert=True)
        return invitation

    def by_digest(self, digest: str, *, at: datetime) -> Invitation | None:
        """One that is open, to an organization that is active."""
        rows = Invitation.objects.select_related("organization")
        return rows.filter(digest=digest, expires_at__gt=at, organization__is_active=True).first()

    def void_those_of(self, member: Membership) -> None:
        """Who may invite no longer leaves no open door behind."""
        Invitation.objects.filter(
            organization=member.organization_id, invited_by=member.user_id
        ).delete()

    def spend(self, invitation: Invitation) -> bool:
        """Whether it was still there: of two calls at once one is told so."""
        return bool(Invitation.objects.filter(pk=invitation.pk).delete()[0])

    def open_others(self, organization: Organization, *, email: str, at: datetime) -> int:
        rows = Invitation.objects.filter(organization=organization, expires_at__gt=at)
        return rows.exclude(email=email).count()

    def delete_expired(self, *, before: datetime) -> int:
        return Invitation.objects.filter(expires_at__lte=before).delete()[0]
