"""Two at once in an organization, in real threads on real connections."""

import pytest

from apps.organizations.models import Invitation, Membership, Organization, Role
from services.accounts.deletion import DeletionService
from services.organizations.invitations import InvitationService
from services.organizations.members import MemberService
from services.organizations.organizations import MOST_OWNED, OrganizationService
from tests.concurrency import CALLERS, at_once, kinds
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.organizations import (
    InvitationFactory,
    MembershipFactory,
    OrganizationFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)
LINK = "t" * 43


def owners(organization: Organization) -> int:
    return Membership.objects.filter(organization=organization, role=Role.OWNER).count()


def test_race_of_the_last_owners_leaving() -> None:
    organization = OrganizationFactory.create()
    members = MembershipFactory.create_batch(CALLERS, organization=organization, owner=True)

    results = at_once(
        lambda number: MemberService().leave(
            organization_id=organization.pk, user=members[number].user
        )
    )

    assert kinds(results) == ["Conflict"] + ["NoneType"] * (CALLERS - 1)
    assert owners(organization) == 1


def test_race_of_owners_removing_each_other() -> None:
    organization = OrganizationFactory.create()
    members = MembershipFactory.create_batch(CALLERS, organization=organization, owner=True)

    at_once(
        lambda number: MemberService().remove(
            organization_id=organization.pk,
            by=members[number].user,
            member_id=members[(number + 1) % CALLERS].pk,
        )
    )

    assert owners(organization) >= 1


def test_race_of_transferring_to_two_heirs() -> None:
    organization = OrganizationFactory.create()
    owner = MembershipFactory.create(organization=organization, owner=True)
    heirs = MembershipFactory.create_batch(CALLERS, organization=organization)

    results = at_once(
        lambda number: MemberService().transfer(
            organization_id=organization.pk, by=owner.user, member_id=heirs[number].pk
        )
    )

    assert kinds(results) == ["Forbidden"] * (CALLERS - 1) + ["NoneType"]
    assert owners(organization) == 1


def test_race_for_one_invitation() -> None:
    user = UserFactory.create()
    InvitationFactory.create(email=user.email, token=LINK)

    results = at_once(lambda _: InvitationService().accept(token=LINK, user=user))

    assert kinds(results) == ["Invalid"] * (CALLERS - 1) + ["Membership"]
    assert Membership.objects.count() == 1


def test_race_of_registering_by_one_invitation() -> None:
    InvitationFactory.create(email="new@acme.test", token=LINK)

    results = at_once(
        lambda number: InvitationService().register(token=LINK, password=f"{PASSWORD} {number}")
    )

    winners = [result for result in results if isinstance(result, Membership)]
    assert len(winners) == 1
    assert Membership.objects.get() == winners[0]
    assert winners[0].user.check_password(f"{PASSWORD} {results.index(winners[0])}")


def test_race_for_the_last_seat() -> None:
    organization = OrganizationFactory.create()
    MembershipFactory.create_batch(4, organization=organization, owner=True)
    users = UserFactory.create_batch(CALLERS)
    for number, user in enumerate(users):
        InvitationFactory.create(organization=organization, email=user.email, token=f"t{number}")

    results = at_once(
        lambda number: InvitationService().accept(token=f"t{number}", user=users[number])
    )

    assert kinds(results) == ["Conflict"] * (CALLERS - 1) + ["Membership"]
    assert Membership.objects.filter(organization=organization).count() == 5
    assert Invitation.objects.count() == CALLERS - 1


def test_race_of_accepting_and_being_deleted() -> None:
    user = UserFactory.create()
    organization = MembershipFactory.create(owner=True).organization
    InvitationFactory.create(organization=organization, email=user.email, token=LINK)

    def either(number: int) -> object:
        if number == 0:
            return InvitationService().accept(token=LINK, user=user)
        if number == 1:
            DeletionService().delete(user=user)
        return None

    at_once(either)

    assert not Membership.objects.filter(user=user.pk).exists()
    assert owners(organization) == 1


def test_race_for_the_last_organization_one_may_own() -> None:
    user = UserFactory.create()
    for _ in range(MOST_OWNED - 1):
        MembershipFactory.create(user=user, owner=True)

    results = at_once(
        lambda number: OrganizationService().create(owner=user, name=f"Acme {number}")
    )

    assert kinds(results) == ["Conflict"] * (CALLERS - 1) + ["Organization"]
    assert Membership.objects.filter(user=user).count() == MOST_OWNED
