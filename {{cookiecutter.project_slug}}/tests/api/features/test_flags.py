from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connection
from django.http import Http404
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.features.models import Flag
from apps.features.permissions import FeatureRequired, is_on
from apps.organizations.models import Organization
from tests.client import Api
from tests.factories.accounts import UserFactory
from tests.factories.features import FlagFactory
from tests.factories.organizations import MembershipFactory

FEATURES = "/api/v1/features/"
MOST_QUERIES = 4  # the session, the membership, the flags, those that name the caller


@pytest.fixture
def own(user: User) -> Organization:
    return MembershipFactory.create(user=user).organization


def on(api: Api, organization: Organization | None = None) -> list[str]:
    asked = {"organization": str(organization.pk)} if organization else None
    found: list[str] = api.get(FEATURES, asked)["features"]
    return found


def test_a_flag_is_off_at_first_and_on_for_everyone_by_choice(auth_api: Api) -> None:
    flag = FlagFactory.create(name="beta")
    assert on(auth_api) == []

    with auth_api.committing():
        flag.everyone = True
        flag.save()

    assert on(auth_api) == ["beta"]


def test_many_flags_take_as_many_queries_as_one(auth_api: Api, own: Organization) -> None:
    found = []
    for _ in range(2):
        for flag in FlagFactory.create_batch(5):
            flag.organizations.add(own)
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            on(auth_api, own)
        found.append(len(captured))

    assert found[0] == found[1] <= MOST_QUERIES


def test_a_flag_by_role(auth_api: Api, user: User) -> None:
    flag = FlagFactory.create(name="beta")
    group = Group.objects.get(name="Support")
    flag.groups.add(group)
    assert on(auth_api) == []

    user.groups.add(group)

    assert on(auth_api) == ["beta"]


def test_a_flag_by_organization(auth_api: Api, own: Organization) -> None:
    FlagFactory.create(name="beta").organizations.add(own)

    assert on(auth_api) == []
    assert on(auth_api, own) == ["beta"]


@pytest.mark.parametrize(
    ("plan", "ends_at", "expected"),
    [
        ("free", None, []),
        ("business", None, ["beta"]),
        ("business", datetime(2026, 1, 1, tzinfo=UTC), []),
    ],
)
def test_a_flag_by_plan(
    auth_api: Api, own: Organization, plan: str, ends_at: datetime | None, expected: list[str]
) -> None:
    FlagFactory.create(name="beta", plans=["team", "business"])
    Organization.objects.update(plan=plan, plan_ends_at=ends_at)

    assert on(auth_api, own) == expected


def test_what_is_off_for_everyone_is_off(auth_api: Api, own: Organization) -> None:
    FlagFactory.create(everyone=False, plans=["free"]).organizations.add(own)

    assert on(auth_api, own) == []


def test_a_flag_for_single_users(auth_api: Api, user: User) -> None:
    FlagFactory.create(name="beta").users.add(user)

    assert on(auth_api) == ["beta"]


@pytest.mark.django_db
def test_a_percentage_is_always_the_same_users() -> None:
    flag = FlagFactory.create(name="beta", percent=30)
    requests = []
    for user in User.objects.bulk_create(User(email=f"{n}@acme.test") for n in range(300)):
        request = RequestFactory().get("/")
        request.user = user
        requests.append(request)

    first = [flag.is_on(request) for request in requests]

    assert [flag.is_on(request) for request in requests] == first
    assert 50 < sum(first) < 130


def test_an_organization_of_others_switches_nothing_on(auth_api: Api) -> None:
    theirs = MembershipFactory.create().organization
    FlagFactory.create().organizations.add(theirs)

    assert on(auth_api, theirs) == []


def test_a_flag_is_not_switched_on_by_its_caller(auth_api: Api) -> None:
    FlagFactory.create(name="beta")

    for query in ({"dwft_beta": "1"}, {"beta": "1"}):
        assert auth_api.get(FEATURES, query)["features"] == []
    auth_api.client.cookies["dwf_beta"] = "True"
    auth_api.client.cookies["dwft_beta"] = "True"
    assert on(auth_api) == []


def test_a_wrong_organization_is_refused(auth_api: Api) -> None:
    auth_api.get(FEATURES, {"organization": "x"}, expect=400)


class Beta(FeatureRequired):
    feature = "beta"


class View:
    def __init__(self, membership: Any = None) -> None:
        if membership:
            self.membership = membership


@pytest.fixture
def request_of(user: User) -> Any:
    request = RequestFactory().get("/")
    request.user = user
    return request


@pytest.mark.django_db
def test_a_view_behind_a_flag_is_not_found_without_it(request_of: Any, own: Organization) -> None:
    view: Any = View(own.memberships.get())
    with pytest.raises(Http404):
        Beta().has_permission(request_of, view)

    cache.clear()
    FlagFactory.create(name="beta", plans=["free"])

    assert Beta().has_permission(request_of, view)
    with pytest.raises(Http404):
        Beta().has_permission(request_of, View())  # type: ignore[arg-type]


@pytest.mark.django_db
def test_a_flag_that_does_not_exist_is_off(request_of: Any) -> None:
    assert not is_on("nothing", request_of)


def test_the_admin_saves_plans_and_is_heard_at_once(
    auth_api: Api, user: User, own: Organization, client: Client
) -> None:
    flag = FlagFactory.create(name="beta")
    assert on(auth_api, own) == []
    client.force_login(UserFactory.create(admin=True))
    data = {"name": "beta", "everyone": "unknown", "plans": ["free"], "organizations": str(own.pk)}

    with auth_api.committing():
        page = client.post(f"/admin/features/flag/{flag.pk}/change/", data)

    assert page.status_code == 302, page.context["adminform"].form.errors
    assert Flag.objects.get().plans == ["free"]
    assert on(auth_api, own) == ["beta"]
    data = {**data, "plans": ["none"]}
    assert client.post(f"/admin/features/flag/{flag.pk}/change/", data).status_code == 200
