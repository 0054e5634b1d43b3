"""What a user hides stays hidden, by every route and serializer that shows a user."""

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.serializers import BaseSerializer

from apps.accounts.models import Profile, User, Visibility
from apps.accounts.models.visibility import GUARDED
from apps.accounts.serializers.public import PublicProfileSerializer, PublicUserSerializer
from tests.client import Api
from tests.factories.accounts import UserFactory

HIDDEN = dict.fromkeys(GUARDED.values(), Visibility.NOBODY)
ALLOWED = {"UserViewSet", "MeView", "AvatarView"}  # staff alone, and the caller's own


def page(public_id: object) -> str:
    return f"/api/v1/users/{public_id}/profile/"


@pytest.fixture
def recluse(db: None) -> User:
    user = UserFactory.create(profile__display_name="Greta", profile__is_public=True)
    user.profile.avatar = "avatars/x"
    user.last_login = user.created_at
    user.save()
    for name, value in HIDDEN.items():
        setattr(user.profile, name, value)
    user.profile.save()
    return user


def seen(user: User, viewer: object) -> set[str]:
    context = {"request": SimpleNamespace(user=viewer, build_absolute_uri=str)} if viewer else {}
    data: dict[str, Any] = PublicUserSerializer(user, context=context).data
    return {name for name in GUARDED if data[name] is not None}


def test_everything_that_is_hidden_stays_hidden(auth_api: Api, recluse: User) -> None:
    body = auth_api.get(page(recluse.public_id))

    assert body == {
        "id": str(recluse.public_id),
        **dict.fromkeys(GUARDED),
        "bio": "",
    }


def test_choosing_fields_opens_nothing(auth_api: Api, recluse: User) -> None:
    for fields in ("email,display_name", "avatar", "last_seen,id"):
        body = auth_api.get(page(recluse.public_id), {"fields": fields})
        assert {body[name] for name in GUARDED if name in body} == {None}


def test_staff_gets_no_more_from_a_public_page(staff_api: Api, recluse: User) -> None:
    assert staff_api.get(page(recluse.public_id))["email"] is None


@pytest.mark.parametrize("name", GUARDED)
@pytest.mark.parametrize(
    ("setting", "seers"),
    [("everybody", ["stranger", "member"]), ("members", ["member"]), ("nobody", [])],
)
def test_who_sees_what(
    recluse: User, user: User, name: str, setting: str, seers: list[str]
) -> None:
    setattr(recluse.profile, GUARDED[name], setting)

    assert seen(recluse, None) == ({name} if "stranger" in seers else set())
    assert seen(recluse, AnonymousUser()) == ({name} if "stranger" in seers else set())
    assert seen(recluse, user) == ({name} if "member" in seers else set())


def test_the_owner_sees_everything_of_themselves(recluse: User) -> None:
    assert seen(recluse, recluse) == set(GUARDED)


def test_unknown_inactive_and_hidden_users_look_the_same(auth_api: Api) -> None:
    inactive = UserFactory.create(inactive=True, profile__is_public=True)
    hidden = UserFactory.create()
    answers = []
    for public_id in (uuid4(), inactive.public_id, hidden.public_id):
        body = auth_api.get(page(public_id), expect=404)
        answers.append((body["type"], body["errors"]))

    assert answers[0] == answers[1] == answers[2]


def test_users_cannot_be_counted_by_their_number(auth_api: Api, recluse: User) -> None:
    auth_api.get(page(recluse.pk), expect=404)


def test_the_database_refuses_an_unknown_setting(user: User) -> None:
    with pytest.raises(IntegrityError):
        Profile.objects.filter(user=user).update(email_visibility="friends")


def shows_user(serializer: type[BaseSerializer[Any]]) -> bool:
    model = getattr(getattr(serializer, "Meta", None), "model", None)
    return model in {User, Profile} and not issubclass(serializer, PublicUserSerializer)


def views(patterns: list[Any]) -> list[Any]:
    found: list[Any] = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found += views(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            found.append(getattr(pattern.callback, "cls", None))
    return [view for view in found if view]


def nested(serializer: BaseSerializer[Any]) -> list[type[BaseSerializer[Any]]]:
    kinds = [type(serializer)]
    for field in getattr(serializer, "fields", {}).values():
        child = getattr(field, "child", field)
        if isinstance(child, BaseSerializer):
            kinds += nested(child)
    return kinds


def test_no_other_route_shows_a_user() -> None:
    """A view that shows users to users does it by `PublicUserSerializer`, nested ones too."""
    offenders = set()
    for view in views(get_resolver().url_patterns):
        declared = [getattr(view, "serializer_class", None)]
        declared += getattr(view, "serializer_classes", {}).values()
        for serializer in filter(None, declared):
            if any(map(shows_user, nested(serializer()))):
                offenders.add(view.__name__)

    assert offenders <= ALLOWED
    assert issubclass(PublicProfileSerializer, PublicUserSerializer)
