"""Nobody gets more than is theirs."""

import pytest

from apps.accounts.models import User
from tests.client import Api
from tests.factories.accounts import PASSWORD, UserFactory

ME = "/api/v1/users/me/"
USERS = "/api/v1/users/"
REGISTER = "/api/v1/auth/register/"
PRIVILEGES = {
    "is_staff": True,
    "is_superuser": True,
    "is_active": False,
    "email": "other@acme.test",
    "email_verified_at": "2026-01-01T00:00:00Z",
    "password": "the attackers own",
    "id": 999_999_999,
    "user": 999_999_999,
}


def test_mass_assignment_by_profile(auth_api: Api, user: User) -> None:
    before = User.objects.filter(pk=user.pk).values().get()

    auth_api.patch(ME, {**PRIVILEGES, "bio": "harmless"})

    assert User.objects.filter(pk=user.pk).values().get() == before
    user.profile.refresh_from_db()
    assert user.profile.user_id == user.pk
    assert user.profile.bio == "harmless"


def test_mass_assignment_by_registration(api: Api) -> None:
    data = {**PRIVILEGES, "email": "ada@acme.test", "password": PASSWORD}

    api.post(REGISTER, data, expect=202)

    user = User.objects.get()
    assert user.pk != 999_999_999
    assert not user.is_staff
    assert not user.is_superuser
    assert not user.is_email_verified


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_users_cannot_be_written_through_the_list(staff_api: Api, user: User, method: str) -> None:
    path = USERS if method == "post" else f"{USERS}{user.pk}/"

    staff_api.call(method, path, {"is_staff": True}, expect=405)

    user.refresh_from_db()
    assert not user.is_staff


def test_another_user_cannot_be_read_updated_or_deleted(auth_api: Api) -> None:
    other = UserFactory.create()

    auth_api.get(f"{USERS}{other.pk}/", expect=403)
    auth_api.patch(f"{USERS}{other.pk}/", {"email": "x@acme.test"}, expect=403)
    auth_api.delete(f"{USERS}{other.pk}/", expect=403)

    assert User.objects.filter(pk=other.pk, is_active=True).exists()


def test_what_needs_an_account_needs_a_login(api: Api) -> None:
    api.get(ME, expect=401)
    api.patch(ME, {}, expect=401)
    api.delete(ME, expect=401)
    api.post("/api/v1/auth/logout/", {}, expect=401)
    api.post("/api/v1/auth/password/change/", {}, expect=401)

    assert api.response["WWW-Authenticate"] == 'Bearer realm="api"'


def test_password_of_the_admins_session_is_no_api_login(api: Api) -> None:
    """The API looks at tokens alone: a forged cross-site form finds no cookie that it honours."""
    admin = UserFactory.create(admin=True)
    api.client.force_login(admin)

    api.delete(ME, expect=401)

    admin.refresh_from_db()
    assert admin.is_active


def test_search_by_password_hash(staff_api: Api, user: User) -> None:
    everybody = staff_api.get(USERS)["count"]

    assert (
        staff_api.get(USERS, {"password": "x", "password__startswith": "x"})["count"] == everybody
    )
    assert staff_api.get(USERS, {"search": user.password})["count"] == 0
    rows = staff_api.get(USERS, {"ordering": "password"})["results"]
    assert rows == sorted(rows, key=lambda row: row["id"])
