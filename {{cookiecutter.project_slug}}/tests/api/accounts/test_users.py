from typing import Any

import pytest

from apps.accounts.models import User
from tests.client import Api
from tests.factories.accounts import UserFactory

USERS = "/api/v1/users/"


def test_staff_lists_users(staff_api: Api, staff: User) -> None:
    ada = UserFactory.create(email="ada@acme.test")

    body = staff_api.get(USERS)

    assert body["count"] == 2
    assert [row["id"] for row in body["results"]] == [staff.pk, ada.pk]
    assert sorted(body["results"][1]) == [
        "created_at",
        "display_name",
        "email",
        "email_verified_at",
        "id",
        "is_active",
        "is_staff",
        "last_login",
    ]
    assert body["results"][1]["email"] == "ada@acme.test"
    assert body["results"][1]["display_name"] == ada.profile.display_name


def test_an_unchanged_list_is_not_read_again(
    staff_api: Api, django_assert_num_queries: Any
) -> None:
    staff_api.get(USERS)
    known = staff_api.response["ETag"]

    with django_assert_num_queries(1):  # the caller
        staff_api.get(USERS, expect=304, HTTP_IF_NONE_MATCH=known)


@pytest.mark.usefixtures("clock")
def test_what_changes_the_list_makes_it_new(api: Api, staff: User) -> None:
    ada = UserFactory.create()
    api.log_in(staff).get(USERS)
    known = api.response["ETag"]

    api.log_in(ada).patch("/api/v1/users/me/", {"display_name": "Ada Byron"})

    body = api.log_in(staff).get(USERS, HTTP_IF_NONE_MATCH=known)
    assert body["results"][1]["display_name"] == "Ada Byron"


def test_staff_reads_one_user(staff_api: Api) -> None:
    ada = UserFactory.create(email="ada@acme.test")

    assert staff_api.get(f"{USERS}{ada.pk}/")["email"] == "ada@acme.test"


def test_staff_searches_filters_and_orders(staff_api: Api, staff: User) -> None:
    ada = UserFactory.create(email="ada@acme.test", inactive=True)
    bob = UserFactory.create(email="bob@acme.test")

    def found(**query: str) -> list[int]:
        return [row["id"] for row in staff_api.get(USERS, query)["results"]]

    assert found(search="ada@") == [ada.pk]
    assert found(is_active="false") == [ada.pk]
    assert found(is_staff="true") == [staff.pk]
    assert found(ordering="-id") == [bob.pk, ada.pk, staff.pk]


def test_pages_have_the_size_asked_for(staff_api: Api) -> None:
    UserFactory.create_batch(3)

    body = staff_api.get(USERS, {"page_size": "2"})

    assert (body["count"], len(body["results"])) == (4, 2)
    assert body["next"].endswith("page=2&page_size=2")
