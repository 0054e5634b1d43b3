"""Reads and writes of organizations.

Whoever changes members locks the organization first, so that of two who leave at once the second
sees that the first is gone. A user that is locked as well is locked before it, but for two who are in
no organization's way: the account that nobody has confirmed, and the one that a new membership names.
"""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import (
    Case,
    Count,
    Exists,
    OuterRef,
    ProtectedError,
    Q,
    QuerySet,
    RestrictedError,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from apps.accounts.models import User
from apps.core.repositories import Repository
from apps.organizations.access import GRANTS
from apps.organizations.models import Invitation, Membership, Organization, Role, Team, TeamMember


class Room(NamedTuple):
    members: int
    invited: int  # other addresses, by invitations that are open
    is_member: bool
    previous: UUID | None  # an invitation to this address, open or ended


def vouched() -> Q:
    """Invitations whose sender may still invite to their role, or that nobody in it sent."""
    senders = Membership.objects.filter(
        organization=OuterRef("organization"), user=OuterRef("invited_by")
    ).order_by()
    found = Q(invited_by=None)
    for role, granted in GRANTS.items():
        if granted:
            found |= Q(Exists(senders.filter(role=role)), role__in=granted)
    return found


def _count(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.values("organization").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


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

    def room(self, organization: Organization, *, email: str, at: datetime) -> Room:
        """What an organization has, seen by who wants to bring in this address. One query."""
        members = Membership.objects.filter(organization=OuterRef("pk")).order_by()
        invitations = Invitation.objects.filter(organization=OuterRef("pk")).order_by()
        previous = invitations.filter(email=email)
        found = (
            Organization.objects.filter(pk=organization.pk)
            .order_by()
            .annotate(
                members=_count(members),
                invited=_count(
                    invitations.filter(vouched(), expires_at__gt=at).exclude(email=email)
                ),
                is_member=Exists(members.filter(user__email=email)),
                previous=Subquery(previous.values("pk")[:1]),
            )
            .values_list("members", "invited", "is_member", "previous")
            .get()
        )
        return Room(*found)

    def owned_by(self, user: User) -> int:
        rows = Membership.objects.filter(user=user, role=Role.OWNER)
        return rows.filter(organization__deleted_at=None).count()

    def close(self, organization: Organization, *, at: datetime) -> None:
        """Out of everybody's reach at once. Its rows, maybe many, are deleted by `purge`."""
        organization.is_active, organization.deleted_at = False, at
        organization.save(update_fields=["is_active", "deleted_at", "updated_at"])

    def purge(self) -> int:
        """Delete what was closed, each in a transaction of its own; how many are gone."""
        gone = 0
        for organization in Organization.objects.exclude(deleted_at=None).iterator():
            gone += self.wind_up(organization)
        return gone

    def wind_up(self, organization: Organization) -> bool:
        """Delete it; where another app keeps it, which is told by False, nobody reaches it."""
        try:
            with transaction.atomic():
                organization.delete()
        except (ProtectedError, RestrictedError, IntegrityError):
            self.update(organization, is_active=False)
            return False
        return True

    def left_alone_by(self, user: User) -> QuerySet[Organization]:
        """Those with other members, and no other owner."""
        others = Membership.objects.filter(organization=OuterRef("pk")).exclude(user=user)
        return Organization.objects.filter(
            Exists(others),
            ~Exists(others.filter(role=Role.OWNER)),
            memberships__user=user,
            memberships__role=Role.OWNER,
            deleted_at=None,
        )


class MembershipRepository(Repository[Membership]):
    model = Membership

    def concerned(
        self, organization: Organization, user: User, member_id: UUID | None
    ) -> list[Membership]:
        """Who does something, and to whom it is done, with `has_other_owner`."""
        members = Membership.objects.filter(organization=organization).order_by()
        owners = members.filter(role=Role.OWNER).exclude(pk=OuterRef("pk"))
        rows: QuerySet[Any] = members.filter(Q(user=user) | Q(pk=member_id))
        return list(rows.select_related("user__profile").annotate(has_other_owner=Exists(owners)))

    def of_user(self, organization: Organization, user: User) -> Membership | None:
        return Membership.objects.filter(organization=organization, user=user).first()

    def add(self, organization: Organization, user_id: int, *, role: str) -> Membership:
        return Membership.objects.create(organization=organization, user_id=user_id, role=role)

    def heir(self, organization: Organization) -> Membership | None:
        """Who has been longest in the highest role that is left."""
        rows = Membership.objects.filter(organization=organization)
        found = rows.filter(role=Role.OWNER).first() or rows.filter(role=Role.ADMIN).first()
        return found or rows.first()

    def set_role(self, member: Membership, role: Role) -> None:
        member.role = role
        member.save(update_fields=["role", "updated_at"])

    def hand_over(self, owner: Membership, heir: Membership, *, at: datetime) -> None:
        """The heir becomes the owner, and the owner an administrator. One query."""
        owner.role, heir.role = Role.ADMIN, Role.OWNER
        role = Case(When(pk=heir.pk, then=Value(Role.OWNER)), default=Value(Role.ADMIN))
        Membership.objects.filter(pk__in=(owner.pk, heir.pk)).update(role=role, updated_at=at)


class TeamRepository(Repository[Team]):
    model = Team

    def count(self, organization: Organization) -> int:
        return Team.objects.filter(organization=organization).count()

    def add_member(self, team: Team, member_id: UUID) -> None:
        """Who is in it already stays in it."""
        rows = [TeamMember(team=team, membership_id=member_id)]
        TeamMember.objects.bulk_create(rows, ignore_conflicts=True)

    def remove_member(self, team: Team, member_id: UUID) -> bool:
        return bool(TeamMember.objects.filter(team=team, membership=member_id).delete()[0])


class InvitationRepository(Repository[Invitation]):
    model = Invitation

    def put(self, invitation: Invitation, *, instead_of: UUID | None) -> None:
        """Save it, under the id of the one to the same address if there is one.

        Call it with the organization locked. The link of the earlier one is dead.
        """
        if instead_of:
            invitation.pk = instead_of
        invitation.save(force_insert=not instead_of, force_update=bool(instead_of))

    def by_digest(self, digest: str, *, at: datetime, lock: bool = False) -> Invitation | None:
        """One that is open, to an organization that is active, and is locked if so asked.

        The invitation itself is not: who locked the organization may end it meanwhile. Whether
        it was still there is what `spend` and `redeem` tell.
        """
        rows: QuerySet[Any] = Invitation.objects.select_related("organization").order_by()
        if lock:
            rows = rows.select_for_update(of=("organization",))
        rows = rows.filter(vouched(), expires_at__gt=at, organization__is_active=True)
        account = User.objects.filter(email=OuterRef("email")).values("pk")
        found: Invitation | None = (
            rows.annotate(holder=Subquery(account)).filter(digest=digest).first()
        )
        return found

    def redeem(self, invitation: Invitation, member: Membership, *, seats: int) -> bool:
        """Spend it for who has just become a member, with the organization locked.

        False, and nothing is done: it was gone, or its sender's word was; the account is not that
        address's any more; or there are more members now than `seats`.
        """
        holders = User.objects.filter(pk=member.user_id, email=invitation.email, is_active=True)
        members = Membership.objects.filter(organization=OuterRef("organization")).order_by()
        rows = Invitation.objects.filter(vouched(), pk=invitation.pk, digest=invitation.digest)
        rows = rows.filter(Exists(holders.exclude(email_verified_at=None)))
        return bool(rows.alias(taken=_count(members)).filter(taken__lte=seats).delete()[0])

    def spend(self, invitation: Invitation) -> bool:
        """Whether it was still there: of two calls at once one is told so."""
        rows = Invitation.objects.filter(pk=invitation.pk, digest=invitation.digest)
        return bool(rows.delete()[0])

    def delete_ended(self, *, before: datetime) -> int:
        return Invitation.objects.filter(Q(expires_at__lte=before) | ~vouched()).delete()[0]
