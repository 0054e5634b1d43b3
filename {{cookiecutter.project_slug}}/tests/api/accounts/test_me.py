import pytest

from apps.accounts.models import User
from tests.client import Api
from tests.factories.accounts import PASSWORD

ME = "/api/v1/users/me/"


def shown(user: User) -> dict[str, object]:
    def when(value: object) -> str:
        return value.isoformat().replace("+00:00", "Z")  # type: ignore[attr-defined,no-any-return]

    return {
        "id": user.pk,
        "public_id": str(user.public_id),
        "email": user.email,
        "email_verified_at": when(user.email_verified_at),
        "is_staff": False,
        "created_at": when(user.created_at),
        "display_name": user.profile.display_name,
        "bio": "",
        "timezone": "",
        "language": "",
        "email_notices": True,
        "is_public": False,
        "email_visibility": "nobody",
        "name_visibility": "members",
        "avatar_visibility": "members",
        "last_seen_visibility": "nobody",
        "avatar": None,
        "completion": 30,
    }


def test_shows_the_callers_own_account(auth_api: Api, user: User) -> None:
    assert auth_api.get(ME) == shown(user)


def test_changes_what_is_sent_and_nothing_else(auth_api: Api, user: User) -> None:
    body = auth_api.patch(ME, {"bio": "Poetical science", "timezone": "UTC", "language": "de"})

    assert body == {
        **shown(user),
        "bio": "Poetical science",
        "timezone": "UTC",
        "language": "de",
        "completion": 70,
    }
    user.profile.refresh_from_db()
    assert user.profile.bio == "Poetical science"


def test_an_empty_change_is_none(auth_api: Api, user: User) -> None:
    before = user.profile.updated_at

    assert auth_api.patch(ME, {}) == shown(user)

    user.profile.refresh_from_db()
    assert user.profile.updated_at == before


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("timezone", "Mars/Olympus", "unknown_timezone"),
        ("language", "tlh", "unknown_language"),
        ("display_name", "x" * 81, "max_length"),
        ("bio", "x" * 1001, "max_length"),
        ("email_visibility", "friends", "invalid_choice"),
        ("email_notices", "perhaps", "invalid"),
    ],
)
def test_refuses_what_makes_no_sense(auth_api: Api, field: str, value: str, code: str) -> None:
    auth_api.patch(ME, {field: value}, expect=400)

    assert auth_api.codes() == [(field, code)]


def test_deactivation_closes_the_account(auth_api: Api, user: User) -> None:
    assert auth_api.delete(ME) is None

    auth_api.get(ME, expect=401)
    user.refresh_from_db()
    assert not user.is_active
    login = {"email": user.email, "password": PASSWORD}
    auth_api.anonymous().post("/api/v1/auth/token/", login, expect=401)
