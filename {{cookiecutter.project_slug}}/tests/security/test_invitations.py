"""What somebody tries with an invitation."""

from datetime import datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from apps.accounts.models import User
from apps.organizations.models import Invitation, Membership, Role
from apps.organizations.repositories import InvitationRepository
from services.errors import Invalid
from services.organizations.invitations import InvitationService
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
    accomplice = UserFactory.create()
    invitations = address(theirs, "invitations")
    for change in ("remove", "demote"):
        member = MembershipFactory.create(organization=theirs, admin=True)
        InvitationFactory.create(
            organization=theirs, invited_by=member.user, email=accomplice.email, token=LINK
        )
        assert len(auth_api.log_in(user).get(invitations)["results"]) == 1
        path = address(theirs, "members", member.pk)
        if change == "remove":
            auth_api.delete(path)
        else:
            auth_api.patch(path, {"role": "member"})

        assert auth_api.get(invitations)["results"] == []
        auth_api.log_in(accomplice).post(ACCEPT, {"token": LINK}, expect=400)
        auth_api.post("/api/v1/invitations/show/", {"token": LINK}, expect=400)
        call_command("prune_organizations", stdout=StringIO())
        assert not Invitation.objects.exists()
    assert not Membership.objects.filter(user=accomplice).exists()


def test_an_owner_invited_by_who_is_no_owner_any_more(auth_api: Api, user: User) -> None:
    theirs = MembershipFactory.create(admin=True).organization
    sender = MembershipFactory.create(organization=theirs, owner=True)
    invitation = InvitationFactory.create(
        organization=theirs, invited_by=sender.user, role=Role.OWNER, email=user.email, token=LINK
    )
    Membership.objects.filter(pk=sender.pk).update(role=Role.ADMIN)

    auth_api.post(ACCEPT, {"token": LINK}, expect=400)

    Invitation.objects.filter(pk=invitation.pk).update(role=Role.ADMIN)
    auth_api.post(ACCEPT, {"token": LINK}, expect=200)


def test_invitations_of_a_deleted_account(auth_api: Api, user: User) -> None:
    sender = MembershipFactory.create(owner=True)
    InvitationFactory.create(
        organization=sender.organization, invited_by=sender.user, email=user.email, token=LINK
    )
    sender.user.delete()

    auth_api.post(ACCEPT, {"token": LINK}, expect=400)


def test_an_invitation_of_who_is_removed_while_it_is_accepted(user: User) -> None:
    """Between the look at the link and the membership."""
    sender = MembershipFactory.create(owner=True)
    InvitationFactory.create(
        organization=sender.organization, invited_by=sender.user, email=user.email, token=LINK
    )

    class Late(InvitationRepository):
        def by_digest(self, digest: str, *, at: datetime, lock: bool = False) -> Invitation | None:
            found = super().by_digest(digest, at=at, lock=lock)
            Membership.objects.filter(pk=sender.pk).update(role=Role.VIEWER)
            return found

    with pytest.raises(Invalid):
        InvitationService(invitations=Late()).accept(token=LINK, user=user)

    assert not Membership.objects.filter(user=user).exists()


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
