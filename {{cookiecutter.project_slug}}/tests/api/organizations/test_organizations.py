from typing import Any
from unittest.mock import Mock

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from apps.accounts.models import User
from apps.organizations.models import Membership, Organization, Role
from apps.organizations.repositories import OrganizationRepository
from services.organizations.organizations import MOST_OWNED, OrganizationService
from tests.client import Api
from tests.factories.accounts import UserFactory
from tests.factories.organizations import MembershipFactory, OrganizationFactory

ORGANIZATIONS = "/api/v1/organizations/"


def address(organization: Organization, *more: object) -> str:
    return "".join([ORGANIZATIONS, *(f"{part}/" for part in (organization.pk, *more))])


@pytest.fixture
def owned(user: User) -> Organization:
    return MembershipFactory.create(user=user, owner=True).organization


def test_who_founds_it_owns_it(auth_api: Api, user: User) -> None:
    body = auth_api.post(ORGANIZATIONS, {"name": "Acme"})

    assert (body["name"], body["plan"], body["role"]) == ("Acme", "free", "owner")
    member = Membership.objects.get()
    assert (str(member.organization_id), member.user) == (body["id"], user)


def test_the_list_shows_ones_own_with_ones_role(auth_api: Api, user: User) -> None:
    MembershipFactory.create(user=user, admin=True, organization__name="Acme")
    MembershipFactory.create(user=user, viewer=True, organization__name="Zeta")
    MembershipFactory.create(owner=True)
    MembershipFactory.create(user=user, organization__is_active=False)

    shown = auth_api.get(ORGANIZATIONS)["results"]

    assert [(row["name"], row["role"]) for row in shown] == [("Acme", "admin"), ("Zeta", "viewer")]


def test_a_name_is_changed(auth_api: Api, owned: Organization) -> None:
    assert auth_api.patch(address(owned), {"name": "New"})["name"] == "New"
    assert auth_api.patch(address(owned), {})["name"] == "New"


@pytest.mark.parametrize("name", ["", " ", "x" * 101, "see https://evil.test", "WWW.evil.test"])
def test_a_name_that_would_not_do_is_refused(auth_api: Api, name: str) -> None:
    auth_api.post(ORGANIZATIONS, {"name": name}, expect=400)

    assert not Organization.objects.exists()


def test_an_account_owns_so_many_and_no_more(auth_api: Api, user: User) -> None:
    for _ in range(MOST_OWNED):
        MembershipFactory.create(user=user, owner=True)

    auth_api.post(ORGANIZATIONS, {"name": "One more"}, expect=409)

    assert auth_api.codes() == [(None, "too_many")]


def test_its_owner_deletes_it(auth_api: Api, owned: Organization) -> None:
    auth_api.delete(address(owned))

    auth_api.get(address(owned), expect=404)
    assert auth_api.get(ORGANIZATIONS)["results"] == []
    assert OrganizationService().prune() == 1
    assert not Organization.objects.exists()


def test_what_another_app_keeps_of_a_deleted_one_is_out_of_reach(
    auth_api: Api, owned: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    auth_api.delete(address(owned))
    monkeypatch.setattr(Organization, "delete", Mock(side_effect=ProtectedError("kept", set())))

    assert OrganizationService().prune() == 0

    auth_api.get(address(owned), expect=404)


def test_a_deleted_one_is_not_brought_back(auth_api: Api, owned: Organization) -> None:
    auth_api.delete(address(owned))
    owned.refresh_from_db()
    owned.is_active = True

    with pytest.raises(ValidationError):
        owned.full_clean()


def test_a_deleted_one_is_in_nobody_s_way(auth_api: Api, user: User, owned: Organization) -> None:
    MembershipFactory.create(organization=owned)
    auth_api.delete(address(owned))

    auth_api.post("/api/v1/users/me/deletion/", expect=202)
    assert OrganizationRepository().owned_by(user) == 0


def test_ownership_is_transferred(auth_api: Api, user: User, owned: Organization) -> None:
    heir = MembershipFactory.create(organization=owned)

    auth_api.post(address(owned, "transfer"), {"member": str(heir.pk)}, expect=204)

    heir.refresh_from_db()
    assert heir.role == Role.OWNER
    assert Membership.objects.get(user=user).role == Role.ADMIN
    auth_api.post(address(owned, "transfer"), {"member": str(heir.pk)}, expect=403)


def test_ownership_goes_to_a_member_alone(auth_api: Api, owned: Organization) -> None:
    stranger = MembershipFactory.create()
    own = Membership.objects.get(organization=owned)

    auth_api.post(address(owned, "transfer"), {"member": str(stranger.pk)}, expect=404)
    auth_api.post(address(owned, "transfer"), {"member": str(own.pk)}, expect=409)


def test_a_member_leaves(auth_api: Api, user: User) -> None:
    organization = MembershipFactory.create(user=user).organization

    auth_api.post(address(organization, "leave"), expect=204)

    auth_api.get(address(organization), expect=404)


def test_the_last_owner_does_not_leave(auth_api: Api, user: User, owned: Organization) -> None:
    MembershipFactory.create(organization=owned, admin=True)

    auth_api.post(address(owned, "leave"), expect=409)
    assert auth_api.codes() == [(None, "last_owner")]

    MembershipFactory.create(organization=owned, owner=True)
    auth_api.post(address(owned, "leave"), expect=204)
    assert not Membership.objects.filter(user=user).exists()


def change(role: str) -> dict[str, Any]:
    return {"role": role}


def test_a_role_is_changed(auth_api: Api, owned: Organization) -> None:
    member = MembershipFactory.create(organization=owned)

    body = auth_api.patch(address(owned, "members", member.pk), change("admin"))

    assert body["role"] == "admin"
    assert body["user"]["id"] == str(member.user.public_id)
    assert auth_api.patch(address(owned, "members", member.pk), {})["role"] == "admin"


def test_the_last_owner_is_not_demoted_nor_removed(auth_api: Api, owned: Organization) -> None:
    member = Membership.objects.get(organization=owned)

    auth_api.patch(address(owned, "members", member.pk), change("admin"), expect=409)
    auth_api.delete(address(owned, "members", member.pk), expect=409)

    member.refresh_from_db()
    assert member.role == Role.OWNER


def test_a_member_is_removed(auth_api: Api, owned: Organization) -> None:
    member = MembershipFactory.create(organization=owned)

    auth_api.delete(address(owned, "members", member.pk))

    auth_api.get(address(owned, "members", member.pk), expect=404)
    auth_api.delete(address(owned, "members", member.pk), expect=404)


def test_members_are_listed_with_what_they_show(auth_api: Api, owned: Organization) -> None:
    shy = MembershipFactory.create(organization=owned, user__profile__name_visibility="nobody")
    MembershipFactory.create()

    shown = auth_api.get(address(owned, "members"))["results"]

    assert [row["role"] for row in shown] == ["owner", "member"]
    assert shown[1]["id"] == str(shy.pk)
    assert shown[1]["user"]["display_name"] is None
    assert auth_api.get(address(owned, "members"), {"role": "owner"})["results"] == shown[:1]


def test_teams(auth_api: Api, owned: Organization) -> None:
    member = MembershipFactory.create(organization=owned)
    team = auth_api.post(address(owned, "teams"), {"name": "Kitchen"})
    members = address(owned, "teams", team["id"], "members")

    for _ in range(2):  # again changes nothing
        auth_api.put(f"{members}{member.pk}/", expect=204)
    (entry,) = auth_api.get(members)["results"]
    assert entry["member"]["id"] == str(member.pk)
    assert auth_api.patch(address(owned, "teams", team["id"]), {"name": "Bar"})["name"] == "Bar"

    auth_api.delete(f"{members}{member.pk}/")
    auth_api.delete(f"{members}{member.pk}/", expect=404)
    assert auth_api.get(members)["results"] == []
    auth_api.delete(address(owned, "teams", team["id"]))
    auth_api.get(address(owned, "teams", team["id"]), expect=404)


def test_a_team_name_is_there_once(auth_api: Api, owned: Organization) -> None:
    auth_api.post(address(owned, "teams"), {"name": "Kitchen"})
    other = auth_api.post(address(owned, "teams"), {"name": "Bar"})

    auth_api.post(address(owned, "teams"), {"name": "KITCHEN"}, expect=409)
    Organization.objects.update(plan="team")
    auth_api.post(address(owned, "teams"), {"name": "KITCHEN"}, expect=400)
    assert auth_api.codes() == [("name", "unique")]
    auth_api.patch(address(owned, "teams", other["id"]), {"name": "kitchen"}, expect=400)


def test_who_leaves_has_left_the_teams(auth_api: Api, owned: Organization) -> None:
    member = MembershipFactory.create(organization=owned)
    team = auth_api.post(address(owned, "teams"), {"name": "Kitchen"})
    members = address(owned, "teams", team["id"], "members")
    auth_api.put(f"{members}{member.pk}/", expect=204)

    auth_api.delete(address(owned, "members", member.pk))

    assert auth_api.get(members)["results"] == []


def test_an_account_that_goes_leaves_an_owner_behind(
    auth_api: Api, user: User, owned: Organization
) -> None:
    auth_api.post("/api/v1/users/me/deletion/", expect=202)  # alone, nobody is left behind
    user.refresh_from_db()
    user.is_active, user.deletion_due_at, user.closed_by_owner_at = True, None, None
    user.save()
    MembershipFactory.create(organization=owned, user=UserFactory.create())

    auth_api.log_in(user).post("/api/v1/users/me/deletion/", expect=409)

    assert auth_api.codes() == [(None, "cannot_leave")]
    assert owned.name in auth_api.response.json()["errors"][0]["detail"]


def test_staff_deletes_an_account_and_its_heir_owns(user: User, owned: Organization) -> None:
    from services.accounts.deletion import DeletionService

    MembershipFactory.create(organization=owned)
    heir = MembershipFactory.create(organization=owned, admin=True)
    alone = MembershipFactory.create(user=user, owner=True).organization

    DeletionService().delete(user=user)

    heir.refresh_from_db()
    assert heir.role == Role.OWNER
    assert not Organization.objects.filter(pk=alone.pk).exists()


def test_the_export_names_ones_organizations(user: User, owned: Organization) -> None:
    from apps.accounts.exporting import PARTS

    (entry,) = PARTS["organizations"](user)

    assert (entry["organization"], entry["role"], entry["teams"]) == (owned.name, "owner", [])


def test_what_is_suspended_is_out_of_reach(auth_api: Api, owned: Organization) -> None:
    Organization.objects.update(is_active=False)

    auth_api.get(address(owned), expect=404)
    auth_api.post(address(owned, "leave"), expect=404)


def test_an_organization_shows_its_name() -> None:
    assert str(OrganizationFactory.build(name="Acme")) == "Acme"


def test_options_describe_and_look_nothing_up(auth_api: Api, owned: Organization) -> None:
    member = Membership.objects.get(organization=owned)
    team = auth_api.post(address(owned, "teams"), {"name": "Kitchen"})

    path = address(owned, "teams", team["id"], "members", member.pk)
    assert auth_api.call("options", path, expect=200)["name"]
