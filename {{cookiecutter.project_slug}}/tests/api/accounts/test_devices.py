"""Where somebody is logged in, and the notice about a new place."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.core import mail

from apps.accounts.models import Session, User
from services.accounts.sessions import SessionService
from tests.client import Api
from tests.factories.accounts import PASSWORD, UserFactory
from tests.mailbox import only_mail

LOGIN = "/api/v1/auth/token/"
REFRESH = "/api/v1/auth/token/refresh/"
SESSIONS = "/api/v1/users/me/sessions/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1"
)
HOME, NEXT_DOOR, ABROAD = "192.0.2.7", "192.0.2.99", "198.51.100.7"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def log_in(api: Api, user: User, agent: str = FIREFOX, address: str = HOME) -> dict[str, str]:
    body: dict[str, str] = api.anonymous().post(
        LOGIN,
        {"email": user.email, "password": PASSWORD},
        expect=200,
        REMOTE_ADDR=address,
        headers={"user-agent": agent},
    )
    return body


def test_a_login_tells_its_device(api: Api, user: User) -> None:
    with time_machine.travel(NOON, tick=False):
        api.bearer(log_in(api, user)["access"])

        body = api.get(SESSIONS)

    (row,) = body["results"]
    assert row == {
        "id": str(Session.objects.get().pk),
        "device": "Firefox, Linux",
        "user_agent": FIREFOX,
        "login_address": HOME,
        "last_address": HOME,
        "created_at": "2026-03-01T12:00:00Z",
        "last_used_at": "2026-03-01T12:00:00Z",
        "expires_at": "2026-03-15T12:00:00Z",
        "is_current": True,
    }


def test_a_refresh_moves_the_last_use_forward(api: Api, user: User) -> None:
    with time_machine.travel(NOON, tick=False):
        pair = log_in(api, user)

    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        pair = api.post(REFRESH, {"refresh": pair["refresh"]}, expect=200, REMOTE_ADDR=ABROAD)
        (row,) = api.bearer(pair["access"]).get(SESSIONS)["results"]

    assert row["created_at"] == "2026-03-01T12:00:00Z"
    assert row["last_used_at"] == "2026-03-01T13:00:00Z"
    assert (row["login_address"], row["last_address"]) == (HOME, ABROAD)


def test_the_newest_comes_first_and_the_current_one_is_marked(api: Api, user: User) -> None:
    access = log_in(api, user)["access"]
    log_in(api, user, IPHONE)

    rows = api.bearer(access).get(SESSIONS)["results"]

    assert [(row["device"], row["is_current"]) for row in rows] == [
        ("Mobile Safari, iOS", False),
        ("Firefox, Linux", True),
    ]


def test_what_has_ended_or_expired_is_not_listed(api: Api, user: User) -> None:
    with time_machine.travel(NOON - timedelta(days=15), tick=False):
        SessionService().open(user=user)
    SessionService().open(user=user)
    SessionService().end_all(user=user)

    with time_machine.travel(NOON, tick=False):
        rows = api.log_in(user).get(SESSIONS)["results"]

    assert [row["is_current"] for row in rows] == [True]


def test_ends_one_session_and_no_other(api: Api, user: User) -> None:
    lost, mine = log_in(api, user), log_in(api, user, IPHONE)
    ended = Session.objects.get(device="Firefox, Linux")
    api.bearer(mine["access"])

    api.delete(f"{SESSIONS}{ended.pk}/")

    api.delete(f"{SESSIONS}{ended.pk}/", expect=404)
    assert [row["is_current"] for row in api.get(SESSIONS)["results"]] == [True]
    api.anonymous().post(REFRESH, {"refresh": lost["refresh"]}, expect=401)
    api.bearer(lost["access"]).get(SESSIONS, expect=401)


def test_a_session_that_does_not_exist(auth_api: Api) -> None:
    auth_api.delete(f"{SESSIONS}00000000-0000-0000-0000-000000000000/", expect=404)
    auth_api.delete(f"{SESSIONS}nonsense/", expect=404)


def test_the_first_login_is_no_news(api: Api, user: User) -> None:
    log_in(api, user)

    assert mail.outbox == []


@pytest.mark.parametrize(("agent", "address"), [(IPHONE, HOME), (FIREFOX, ABROAD)])
def test_a_new_device_or_place_is_told(api: Api, user: User, agent: str, address: str) -> None:
    log_in(api, user)

    log_in(api, user, agent, address)

    notice = only_mail()
    assert notice.to == [user.email]
    assert notice.subject == f"{settings.PROJECT['name']}: A new login to your account"
    html = str(notice.alternatives[0][0])
    for text in (str(notice.body), html):
        assert address in text
        assert ("Mobile Safari, iOS" if agent == IPHONE else "Firefox, Linux") in text
        assert "http://localhost:3000/account/sessions" in text


def test_a_known_device_in_a_known_place_is_no_news(api: Api, user: User) -> None:
    log_in(api, user)

    log_in(api, user, address=NEXT_DOOR)

    assert mail.outbox == []


def test_who_wants_no_notices_gets_none(api: Api, user: User) -> None:
    user.profile.email_notices = False
    user.profile.save()
    log_in(api, user)

    log_in(api, user, IPHONE, ABROAD)

    assert mail.outbox == []


def test_another_users_device_is_not_known(api: Api, user: User) -> None:
    log_in(api, UserFactory.create())
    log_in(api, user, IPHONE)

    log_in(api, user)

    assert only_mail().to == [user.email]


def test_a_login_after_a_long_time_is_told(api: Api, user: User) -> None:
    log_in(api, user)
    Session.objects.all().delete()

    log_in(api, user)

    assert only_mail().to == [user.email]


def test_whatever_a_client_calls_itself_is_kept_in_bounds(api: Api, user: User) -> None:
    log_in(api, user, agent="a\tb\u00ff" * 400, address="fe80::1%eth0")

    session = Session.objects.get()
    assert session.user_agent == ("ab\u00ff" * 100)
    assert session.login_address == "fe80::1"
    assert session.login_network == "fe80::/48"


def test_without_an_address_nothing_is_guessed(api: Api, user: User) -> None:
    log_in(api, user, agent="", address="")

    session = Session.objects.get()
    assert (session.device, session.login_address, session.login_network) == ("", None, "")
