"""No endpoint of organizations takes many queries, and no list more for more rows."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.organizations.models import Organization
from tests.api.organizations.test_organizations import ORGANIZATIONS, address
from tests.client import Api
from tests.factories.organizations import (
    InvitationFactory,
    MembershipFactory,
    TeamFactory,
    TeamMemberFactory,
)

READ_BUDGET = 4  # the session, the membership, the count, the rows
WRITE_BUDGET = 12  # savepoints of the test included
Budget = Callable[..., AbstractContextManager[Any]]


@pytest.fixture
def owned(user: User) -> Organization:
    return MembershipFactory.create(user=user, owner=True).organization


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


def test_writes(auth_api: Api, owned: Organization, django_assert_max_num_queries: Budget) -> None:
    member = MembershipFactory.create(organization=owned)
    team = TeamFactory.create(organization=owned)
    writes: list[tuple[str, str, Any, int]] = [
        ("post", ORGANIZATIONS, {"name": "Acme"}, 201),
        ("patch", address(owned), {"name": "Acme"}, 200),
        ("patch", address(owned, "members", member.pk), {"role": "viewer"}, 200),
        ("post", address(owned, "teams"), {"name": "Bar"}, 201),
        ("put", address(owned, "teams", team.pk, "members", member.pk), None, 204),
        ("post", address(owned, "invitations"), {"email": "ada@acme.test"}, 201),
        ("delete", address(owned, "members", member.pk), None, 204),
    ]
    for method, path, data, status in writes:
        with django_assert_max_num_queries(WRITE_BUDGET):
            auth_api.call(method, path, data, expect=status)
