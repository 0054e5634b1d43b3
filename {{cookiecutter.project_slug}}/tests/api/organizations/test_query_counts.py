"""No endpoint of organizations takes many queries, and no list more for more rows."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.organizations.models import Organization, Role
from services.organizations.invitations import digest_of
from tests.api.organizations.test_organizations import ORGANIZATIONS, address
from tests.client import Api
from tests.factories.accounts import UserFactory
from tests.factories.organizations import (
    InvitationFactory,
    MembershipFactory,
    TeamFactory,
    TeamMemberFactory,
)
from tests.queries import at_most

READ_BUDGET = 4  # the session, the membership, the count, the rows
WRITE_BUDGET = 6


@pytest.fixture
def owned(user: User) -> Organization:
    return MembershipFactory.create(user=user, owner=True).organization


@pytest.fixture(autouse=True)
def no_relay(settings: LazySettings) -> None:
    settings.EVENT_RELAY_STARTER = "tests.queries.elsewhere"


def fill(user: User, organization: Organization, rows: int) -> None:
    MembershipFactory.create_batch(rows, user=user)
    InvitationFactory.create_batch(rows, organization=organization)
    for team in TeamFactory.create_batch(rows, organization=organization):
        MembershipFactory.create(organization=organization)
        TeamMemberFactory.create(team=team)


@pytest.mark.parametrize("part", ["", "members", "teams", "invitations", "team"])
def test_a_list_takes_as_many_queries_for_many_rows_as_for_few(
    auth_api: Api, user: User, owned: Organization, part: str
) -> None:
    team = TeamFactory.create(organization=owned)
    path = address(owned, part) if part else ORGANIZATIONS
    if part == "team":
        path = address(owned, "teams", team.pk, "members")
    found = []
    for rows in (2, 8):
        fill(user, owned, rows)
        TeamMemberFactory.create_batch(rows, team=team)
        with CaptureQueriesContext(connection) as captured:
            auth_api.get(path)
        found.append(len(captured))

    assert found[0] == found[1] <= READ_BUDGET


def writes(user: User, owned: Organization) -> dict[str, tuple[str, str, Any, int]]:
    """Of each endpoint the dearest call: owners are looked after, and those who may invite."""
    admin = MembershipFactory.create(organization=owned, role=Role.ADMIN)
    owner = MembershipFactory.create(organization=owned, owner=True)
    team = TeamFactory.create(organization=owned)
    TeamMemberFactory.create(team=team, membership=admin)
    invitation = InvitationFactory.create(organization=owned)
    again = {"email": invitation.email}
    token = "a token that was mailed"
    other = MembershipFactory.create(owner=True).organization
    InvitationFactory.create(organization=other, email=user.email, digest=digest_of(token))
    mailed = "another token"
    InvitationFactory.create(email="ada@acme.test", digest=digest_of(mailed))
    account = {"token": mailed, "password": "a wholly different passphrase"}
    claimed = "a third token"
    squatter = UserFactory.create(unverified=True)
    InvitationFactory.create(email=squatter.email, digest=digest_of(claimed))
    renamed = {**account, "token": claimed, "display_name": "Ada"}
    return {
        "found": ("post", ORGANIZATIONS, {"name": "Acme"}, 201),
        "rename": ("patch", address(owned), {"name": "Acme"}, 200),
        "delete": ("delete", address(owned), None, 204),
        "leave": ("post", address(owned, "leave"), None, 204),
        "transfer": ("post", address(owned, "transfer"), {"member": admin.pk}, 204),
        "promote": ("patch", address(owned, "members", admin.pk), {"role": "owner"}, 200),
        "demote": ("patch", address(owned, "members", owner.pk), {"role": "viewer"}, 200),
        "remove": ("delete", address(owned, "members", owner.pk), None, 204),
        "make a team": ("post", address(owned, "teams"), {"name": "Bar"}, 201),
        "rename a team": ("patch", address(owned, "teams", team.pk), {"name": "Bar"}, 200),
        "delete a team": ("delete", address(owned, "teams", team.pk), None, 204),
        "join": ("put", address(owned, "teams", team.pk, "members", owner.pk), None, 204),
        "part": ("delete", address(owned, "teams", team.pk, "members", admin.pk), None, 204),
        "invite": ("post", address(owned, "invitations"), {"email": "bob@acme.test"}, 201),
        "invite again": ("post", address(owned, "invitations"), again, 201),
        "call off": ("delete", address(owned, "invitations", invitation.pk), None, 204),
        "accept": ("post", "/api/v1/invitations/accept/", {"token": token}, 200),
        "register": ("post", "/api/v1/invitations/register/", account, 204),
        "register again": ("post", "/api/v1/invitations/register/", renamed, 204),
        "decline": ("post", "/api/v1/invitations/decline/", {"token": token}, 204),
    }


@pytest.mark.parametrize(
    "write",
    [
        "found",
        "rename",
        "delete",
        "leave",
        "transfer",
        "promote",
        "demote",
        "remove",
        "make a team",
        "rename a team",
        "delete a team",
        "join",
        "part",
        "invite",
        "invite again",
        "call off",
        "accept",
        "register",
        "register again",
        "decline",
    ],
)
def test_writes(auth_api: Api, user: User, owned: Organization, write: str) -> None:
    method, path, data, status = writes(user, owned)[write]

    with at_most(WRITE_BUDGET):
        auth_api.call(method, path, data, expect=status)
