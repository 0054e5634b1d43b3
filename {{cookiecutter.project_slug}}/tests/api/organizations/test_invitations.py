from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command

from apps.accounts.models import User
from apps.organizations.models import Invitation, Membership, Organization
from tests.api.organizations.test_organizations import address
from tests.client import Api
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.organizations import InvitationFactory, MembershipFactory
from tests.mailbox import only_mail, take_mail, take_token

SHOW, ACCEPT = "/api/v1/invitations/show/", "/api/v1/invitations/accept/"
REGISTER, DECLINE = "/api/v1/invitations/register/", "/api/v1/invitations/decline/"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def owned(user: User) -> Organization:
    return MembershipFactory.create(user=user, owner=True).organization


def test_an_invitation_is_mailed_shown_and_accepted(auth_api: Api, owned: Organization) -> None:
    ada = UserFactory.create(email="ada@acme.test")

    body = auth_api.post(address(owned, "invitations"), {"email": "Ada@ACME.test", "role": "admin"})
    assert (body["email"], body["role"]) == ("ada@acme.test", "admin")
    assert only_mail().to == ["ada@acme.test"]
    assert owned.name in str(only_mail().body)
    token = take_token()
    assert [row["id"] for row in auth_api.get(address(owned, "invitations"))["results"]] == [
        body["id"]
    ]

    shown = auth_api.anonymous().post(SHOW, {"token": token}, expect=200)
    assert shown["organization"] == owned.name
    assert (shown["role"], shown["has_account"]) == ("admin", True)

    member = auth_api.log_in(ada).post(ACCEPT, {"token": token}, expect=200)
    assert (member["role"], member["user"]["id"]) == ("admin", str(ada.public_id))
    assert auth_api.get(address(owned))["role"] == "admin"
    assert not Invitation.objects.exists()


def test_who_has_no_account_makes_one_by_the_link(auth_api: Api, owned: Organization) -> None:
    auth_api.post(address(owned, "invitations"), {"email": "new@acme.test"})
    token = take_token()
    assert not auth_api.anonymous().post(SHOW, {"token": token}, expect=200)["has_account"]

    auth_api.post(REGISTER, {"token": token, "password": "short"}, expect=400)
    given = {"token": token, "password": PASSWORD, "display_name": "Neo"}
    auth_api.post(REGISTER, given, expect=204)

    login = {"email": "new@acme.test", "password": PASSWORD}
    pair = auth_api.post("/api/v1/auth/token/", login, expect=200)
    auth_api.bearer(pair["access"])
    assert auth_api.get("/api/v1/users/me/")["display_name"] == "Neo"
    assert auth_api.get(address(owned))["role"] == "member"


def test_a_registration_that_was_never_confirmed_is_taken_over(
    auth_api: Api, owned: Organization
) -> None:
    squatter = UserFactory.create(email="new@acme.test", unverified=True)
    auth_api.post(address(owned, "invitations"), {"email": "new@acme.test"})

    given = {"token": take_token(), "password": f"{PASSWORD} of mine"}
    auth_api.anonymous().post(REGISTER, given, expect=204)

    squatter.refresh_from_db()
    assert squatter.is_email_verified
    assert squatter.check_password(f"{PASSWORD} of mine")


def test_who_has_an_account_does_not_make_another(auth_api: Api, owned: Organization) -> None:
    UserFactory.create(email="ada@acme.test")
    auth_api.post(address(owned, "invitations"), {"email": "ada@acme.test"})

    given = {"token": take_token(), "password": PASSWORD}
    auth_api.anonymous().post(REGISTER, given, expect=409)

    assert auth_api.codes() == [(None, "account_exists")]
    assert Invitation.objects.exists()


def test_an_invitation_is_declined(auth_api: Api, owned: Organization) -> None:
    auth_api.post(address(owned, "invitations"), {"email": "ada@acme.test"})
    token = take_token()

    auth_api.anonymous().post(DECLINE, {"token": token}, expect=204)

    auth_api.post(SHOW, {"token": token}, expect=400)
    assert auth_api.codes() == [("token", "invalid_token")]


def test_a_second_invitation_replaces_the_first(auth_api: Api, owned: Organization) -> None:
    auth_api.post(address(owned, "invitations"), {"email": "ada@acme.test"})
    first = take_token()
    auth_api.post(address(owned, "invitations"), {"email": "ada@acme.test", "role": "viewer"})
    second = take_token()

    auth_api.anonymous().post(SHOW, {"token": first}, expect=400)
    assert auth_api.post(SHOW, {"token": second}, expect=200)["role"] == "viewer"


def test_an_invitation_is_called_off(auth_api: Api, owned: Organization) -> None:
    body = auth_api.post(address(owned, "invitations"), {"email": "ada@acme.test"})

    auth_api.delete(address(owned, "invitations", body["id"]))

    auth_api.anonymous().post(SHOW, {"token": take_token()}, expect=400)


def test_a_member_is_not_invited_again(auth_api: Api, owned: Organization) -> None:
    member = MembershipFactory.create(organization=owned)

    auth_api.post(address(owned, "invitations"), {"email": member.user.email}, expect=409)

    assert auth_api.codes() == [(None, "already_member")]
    assert mail.outbox == []


def test_an_invitation_ends(auth_api: Api, user: User, owned: Organization) -> None:
    with time_machine.travel(NOON, tick=False):
        auth_api.log_in(user).post(address(owned, "invitations"), {"email": "ada@acme.test"})
    token = take_token()

    with time_machine.travel(NOON + timedelta(days=7), tick=False):
        auth_api.anonymous().post(SHOW, {"token": token}, expect=400)


def test_the_plan_bounds_the_members(auth_api: Api, owned: Organization) -> None:
    for number in range(4):
        auth_api.post(address(owned, "invitations"), {"email": f"{number}@acme.test"})

    auth_api.post(address(owned, "invitations"), {"email": "4@acme.test"}, expect=409)
    assert auth_api.codes() == [(None, "plan_limit")]

    Organization.objects.update(plan="team")
    auth_api.post(address(owned, "invitations"), {"email": "4@acme.test"})


def test_a_plan_that_has_ended_bounds_as_the_free_one(
    auth_api: Api, user: User, owned: Organization
) -> None:
    Organization.objects.update(plan="business", plan_ends_at=NOON)
    for _ in range(4):
        MembershipFactory.create(organization=owned)
    InvitationFactory.create(organization=owned, email="ada@acme.test", token="t" * 43)
    ada = UserFactory.create(email="ada@acme.test")

    auth_api.log_in(ada).post(ACCEPT, {"token": "t" * 43}, expect=409)

    assert auth_api.codes() == [(None, "plan_limit")]
    assert not Membership.objects.filter(user=ada).exists()


def test_the_mail_speaks_the_inviters_language(
    auth_api: Api, user: User, owned: Organization
) -> None:
    user.profile.language = "de"
    user.profile.save()

    auth_api.log_in(user).post(address(owned, "invitations"), {"email": "ada@acme.test"})

    assert "eingeladen" in str(take_mail().body)


@pytest.mark.django_db
def test_what_has_ended_is_pruned() -> None:
    InvitationFactory.create(expires_at=NOON)
    kept = InvitationFactory.create()
    out = StringIO()

    call_command("prune_organizations", stdout=out)

    assert out.getvalue() == "1 invitations, 0 organizations deleted.\n"
    assert Invitation.objects.get() == kept
