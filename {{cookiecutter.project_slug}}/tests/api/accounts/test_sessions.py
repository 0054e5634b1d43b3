from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command

from apps.accounts.models import Session, User
from tests.client import Api
from tests.factories.accounts import PASSWORD, UserFactory

LOGIN = "/api/v1/auth/token/"
REFRESH = "/api/v1/auth/token/refresh/"
LOGOUT = "/api/v1/auth/logout/"
ME = "/api/v1/users/me/"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def pair(api: Api, user: User) -> dict[str, str]:
    body: dict[str, str] = api.post(LOGIN, {"email": user.email, "password": PASSWORD}, expect=200)
    return body


@time_machine.travel(NOON, tick=False)
def test_login_opens_a_session(api: Api, user: User) -> None:
    body = api.post(LOGIN, {"email": user.email.upper(), "password": PASSWORD}, expect=200)

    assert sorted(body) == ["access", "refresh"]
    session = Session.objects.get()
    assert session.user == user
    assert session.last_used_at == NOON
    assert session.expires_at == NOON + timedelta(days=14)
    assert session.ended_at is None
    user.refresh_from_db()
    assert user.last_login == NOON


def test_the_access_token_lets_in(api: Api, user: User, pair: dict[str, str]) -> None:
    assert api.bearer(pair["access"]).get(ME)["id"] == user.pk


def test_the_access_token_lives_for_fifteen_minutes(api: Api, user: User) -> None:
    with time_machine.travel(NOON, tick=False):
        access = api.post(LOGIN, {"email": user.email, "password": PASSWORD}, expect=200)["access"]

    with time_machine.travel(NOON + timedelta(minutes=14, seconds=59), tick=False):
        api.bearer(access).get(ME)
    with time_machine.travel(NOON + timedelta(minutes=15), tick=False):
        api.get(ME, expect=401)


def test_a_refresh_token_gives_the_next_pair(api: Api, pair: dict[str, str]) -> None:
    body = api.post(REFRESH, {"refresh": pair["refresh"]}, expect=200)

    assert body["refresh"] != pair["refresh"]
    assert Session.objects.count() == 1
    api.bearer(body["access"]).get(ME)
    api.anonymous().post(REFRESH, {"refresh": body["refresh"]}, expect=200)


def test_a_session_lives_on_while_it_is_used(api: Api, user: User) -> None:
    with time_machine.travel(NOON, tick=False):
        pair = api.post(LOGIN, {"email": user.email, "password": PASSWORD}, expect=200)
    with time_machine.travel(NOON + timedelta(days=13), tick=False):
        pair = api.post(REFRESH, {"refresh": pair["refresh"]}, expect=200)

    with time_machine.travel(NOON + timedelta(days=26), tick=False):
        pair = api.post(REFRESH, {"refresh": pair["refresh"]}, expect=200)
    with time_machine.travel(NOON + timedelta(days=40), tick=False):
        api.post(REFRESH, {"refresh": pair["refresh"]}, expect=401)


def test_logout_ends_this_session_alone(api: Api, user: User, pair: dict[str, str]) -> None:
    other = api.post(LOGIN, {"email": user.email, "password": PASSWORD}, expect=200)

    api.bearer(pair["access"]).post(LOGOUT, expect=204)

    api.get(ME, expect=401)
    api.bearer(other["access"]).get(ME)


def test_logout_everywhere_ends_every_session(api: Api, user: User, pair: dict[str, str]) -> None:
    other = api.post(LOGIN, {"email": user.email, "password": PASSWORD}, expect=200)
    stranger = Api(api.committing).log_in(UserFactory.create())

    api.bearer(pair["access"]).post(LOGOUT, {"everywhere": True}, expect=204)

    api.get(ME, expect=401)
    api.bearer(other["access"]).get(ME, expect=401)
    stranger.get(ME)


def test_expired_sessions_are_forgotten(api: Api, user: User) -> None:
    with time_machine.travel(NOON, tick=False):
        api.log_in(user)
    with time_machine.travel(NOON + timedelta(days=10), tick=False):
        api.log_in(user)
    out = StringIO()

    with time_machine.travel(NOON + timedelta(days=15), tick=False):
        call_command("prune_sessions", stdout=out)

    assert out.getvalue() == "1 expired sessions deleted.\n"
    assert Session.objects.get().created_at == NOON + timedelta(days=10)
