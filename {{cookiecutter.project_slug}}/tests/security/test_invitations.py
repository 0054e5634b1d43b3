"""What somebody tries with an invitation."""

from django.test import Client

from apps.accounts.models import User
from apps.organizations.models import Invitation, Membership
from tests.api.organizations.test_invitations import ACCEPT
from tests.api.organizations.test_organizations import address
from tests.client import Api
from tests.factories.accounts import UserFactory
from tests.factories.organizations import (
    InvitationFactory,
    MembershipFactory,
)

LINK = "t" * 43


def test_a_forwarded_invitation(auth_api: Api, user: User) -> None:
    InvitationFactory.create(email="ada@acme.test", token=LINK)

    auth_api.post(ACCEPT, {"token": LINK}, expect=409)

    assert auth_api.codes() == [(None, "other_address")]
    assert not Membership.objects.filter(user=user).exists()


def test_an_invitation_accepted_by_who_claims_an_address_without_proof(api: Api) -> None:
    squatter = UserFactory.create(email="ada@acme.test", unverified=True)
    InvitationFactory.create(email="ada@acme.test", token=LINK)

    api.log_in(squatter).post(ACCEPT, {"token": LINK}, expect=409)

    assert not Membership.objects.filter(user=squatter).exists()


def test_a_used_invitation(auth_api: Api, user: User) -> None:
    invitation = InvitationFactory.create(email=user.email, token=LINK)
    auth_api.post(ACCEPT, {"token": LINK}, expect=200)
    auth_api.post(address(invitation.organization, "leave"), expect=204)

    auth_api.post(ACCEPT, {"token": LINK}, expect=400)


def test_invitations_of_who_was_removed_or_demoted(auth_api: Api, user: User) -> None:
    """A back door: invite another account of one's own before one is thrown out."""
    theirs = MembershipFactory.create(user=user, owner=True).organization
    for change in ("remove", "demote"):
        member = MembershipFactory.create(organization=theirs, admin=True)
        InvitationFactory.create(organization=theirs, invited_by=member.user)
        path = address(theirs, "members", member.pk)
        if change == "remove":
            auth_api.delete(path)
        else:
            auth_api.patch(path, {"role": "member"})

        assert not Invitation.objects.filter(invited_by=member.user).exists()


def test_the_token_of_an_invitation_is_nowhere_but_in_the_mail(
    auth_api: Api, user: User, client: Client
) -> None:
    own = MembershipFactory.create(user=user, owner=True).organization
    invitation = InvitationFactory.create(organization=own, token=LINK)
    admin = UserFactory.create(admin=True)
    client.force_login(admin)

    shown = str(auth_api.get(address(own, "invitations")))
    page = client.get(f"/admin/organizations/invitation/{invitation.pk}/change/").content.decode()

    for secret in (LINK, invitation.digest):
        assert secret not in shown
        assert secret not in page
