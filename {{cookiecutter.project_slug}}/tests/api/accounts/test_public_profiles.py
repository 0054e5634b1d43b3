import pytest

from apps.accounts.models import User
from tests.client import Api
from tests.factories.accounts import UserFactory


def page(user: User) -> str:
    return f"/api/v1/users/{user.public_id}/profile/"


@pytest.fixture
def ada() -> User:
    user = UserFactory.create(profile__display_name="Ada", profile__is_public=True)
    user.profile.bio = "Poetical science"
    user.profile.avatar = "avatars/x"
    user.profile.save()
    return user


def test_shows_what_privacy_allows(auth_api: Api, ada: User) -> None:
    assert auth_api.get(page(ada)) == {
        "id": str(ada.public_id),
        "display_name": "Ada",
        "email": None,
        "avatar": {
            str(size): f"http://testserver/media/avatars/x/{size}.webp" for size in (64, 256, 512)
        },
        "last_seen": None,
        "bio": "Poetical science",
    }


def test_shows_what_its_owner_opens(auth_api: Api, ada: User) -> None:
    ada.profile.email_visibility = "members"
    ada.profile.last_seen_visibility = "everybody"
    ada.profile.save()
    ada.last_login = ada.created_at
    ada.save()

    body = auth_api.get(page(ada))

    assert body["email"] == ada.email
    assert body["last_seen"] == ada.created_at.isoformat().replace("+00:00", "Z")


def test_ones_own_page_is_shown_though_it_is_hidden(auth_api: Api, user: User) -> None:
    user.profile.name_visibility = user.profile.email_visibility = "members"
    user.profile.save()

    assert auth_api.get(page(user))["email"] == user.email


def test_a_stranger_must_log_in(api: Api, ada: User) -> None:
    api.get(page(ada), expect=401)


def test_privacy_is_set_with_the_rest_of_the_profile(auth_api: Api, user: User) -> None:
    body = auth_api.patch(
        "/api/v1/users/me/",
        {"name_visibility": "nobody", "is_public": True, "email_notices": False},
    )

    assert body["name_visibility"] == "nobody"
    user.profile.refresh_from_db()
    assert user.profile.is_public
    assert not user.profile.email_notices
