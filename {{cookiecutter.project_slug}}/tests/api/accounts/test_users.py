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
