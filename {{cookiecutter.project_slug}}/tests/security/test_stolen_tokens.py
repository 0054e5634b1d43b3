"""What a stolen or old token is worth."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta

import jwt
import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from structlog.testing import capture_logs

from apps.accounts.events import UserLoggedOut
from apps.accounts.models import Session, User
from apps.accounts.tokens import AccessToken, RefreshToken
from apps.events.bus import Bus
from services.accounts.activation import ActivationService
from services.accounts.sessions import SessionService
from tests.client import Api
from tests.factories.accounts import PASSWORD, UserFactory
from tests.mailbox import take_token

LOGIN = "/api/v1/auth/token/"
REFRESH = "/api/v1/auth/token/refresh/"
LOGOUT = "/api/v1/auth/logout/"
CHANGE = "/api/v1/auth/password/change/"
ME = "/api/v1/users/me/"
NEW = "a wholly different passphrase"
Pair = dict[str, str]


@pytest.fixture
def pair(api: Api, user: User) -> Pair:
    body: Pair = api.post(LOGIN, {"email": user.email, "password": PASSWORD}, expect=200)
    return body


def refused(api: Api, pair: Pair) -> None:
    """Neither token of the pair is worth anything."""
    api.bearer(pair["access"]).get(ME, expect=401)
    api.anonymous().post(REFRESH, {"refresh": pair["refresh"]}, expect=401)


def test_replay_of_a_spent_refresh_token_ends_its_family(
    api: Api, user: User, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = api.post(LOGIN, {"email": user.email, "password": PASSWORD}, expect=200)
    newest = api.post(REFRESH, {"refresh": pair["refresh"]}, expect=200)
    bus, heard = Bus(), list[UserLoggedOut]()
    bus.subscribe(UserLoggedOut, heard.append)
    monkeypatch.setattr("services.accounts.sessions.publish", bus.publish)

    with capture_logs() as logs:
        api.post(REFRESH, {"refresh": pair["refresh"]}, expect=401)

    assert api.codes() == [(None, "session_ended")]
    refused(api, newest)
    refused(api, pair)
    api.bearer(other["access"]).get(ME)  # another family
    (line,) = [entry for entry in logs if entry["event"] == "refresh_token_reused"]
    assert line["log_level"] == "warning"
    assert line["user_id"] == user.pk
    assert line["session_id"] == str(Session.objects.get(ended_at__isnull=False).pk)
    assert [event.user_id for event in heard] == [user.pk]


def test_replay_after_logout(api: Api, pair: Pair) -> None:
    api.bearer(pair["access"]).post(LOGOUT, expect=204)

    refused(api, pair)


def test_replay_after_logout_everywhere(api: Api, user: User, pair: Pair) -> None:
    api.log_in(user).post(LOGOUT, {"everywhere": True}, expect=204)

    refused(api, pair)


def test_replay_after_a_password_change(api: Api, user: User, pair: Pair) -> None:
    other = api.post(LOGIN, {"email": user.email, "password": PASSWORD}, expect=200)
    data = {"current_password": PASSWORD, "new_password": NEW}

    api.bearer(pair["access"]).post(CHANGE, data, expect=204)

    refused(api, pair)
    refused(api, other)
    assert not Session.objects.filter(ended_at=None).exists()


def test_replay_after_a_password_reset(api: Api, user: User, pair: Pair) -> None:
    api.post("/api/v1/auth/password/reset/", {"email": user.email}, expect=202)
    data = {"token": take_token(), "new_password": NEW}

    api.post("/api/v1/auth/password/reset/confirm/", data, expect=204)

    refused(api, pair)


def test_replay_after_a_password_change_behind_the_services_back(
    api: Api, user: User, pair: Pair
) -> None:
    """By the command line, the admin or plain SQL: the session is bound to the password itself."""
    User.objects.filter(pk=user.pk).update(password=make_password(NEW))

    refused(api, pair)


def test_replay_after_deactivation(api: Api, user: User, pair: Pair) -> None:
    api.bearer(pair["access"]).delete(ME)

    refused(api, pair)


def test_replay_after_deactivation_behind_the_services_back(
    api: Api, user: User, pair: Pair
) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)

    refused(api, pair)


def test_replay_after_reactivation(api: Api, user: User, pair: Pair) -> None:
    ActivationService().deactivate(user=user)
    ActivationService().activate(user=user)

    refused(api, pair)


def test_replay_after_the_user_is_gone(api: Api, user: User, pair: Pair) -> None:
    user.delete()

    refused(api, pair)


def test_login_with_the_old_password_during_a_change_opens_nothing(api: Api, user: User) -> None:
    """The login checked the old password, then came the change, then the login's session."""
    with_old_password = User.objects.get(pk=user.pk)
    user.set_password(NEW)
    user.save()

    pair = SessionService().open(user=with_old_password)

    refused(api, {"access": pair.access, "refresh": pair.refresh})


def test_refresh_token_as_access_token(api: Api, pair: Pair) -> None:
    api.bearer(pair["refresh"]).get(ME, expect=401)

    assert api.codes() == [(None, "token_not_valid")]


def test_access_token_as_refresh_token(api: Api, pair: Pair) -> None:
    api.post(REFRESH, {"refresh": pair["access"]}, expect=401)


def test_expired_tokens(api: Api, pair: Pair) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=14, seconds=1), tick=False):
        refused(api, pair)


def test_token_without_a_signature(api: Api, pair: Pair) -> None:
    claims = jwt.decode(pair["access"], options={"verify_signature": False})

    api.bearer(jwt.encode(claims, key="", algorithm="none")).get(ME, expect=401)


def test_token_signed_with_another_key(api: Api, pair: Pair) -> None:
    claims = jwt.decode(pair["access"], options={"verify_signature": False})

    for key in (settings.SECRET_KEY, "x" * 64):
        api.bearer(jwt.encode(claims, key=key, algorithm="HS256")).get(ME, expect=401)


def test_token_with_another_users_id(api: Api, pair: Pair) -> None:
    victim = UserFactory.create()
    header, payload, signature = pair["access"].split(".")
    claims = json.loads(urlsafe_b64decode(payload + "=="))
    forged = urlsafe_b64encode(json.dumps({**claims, "user_id": victim.pk}).encode()).decode()

    api.bearer(f"{header}.{forged.rstrip('=')}.{signature}").get(ME, expect=401)


def test_token_that_names_no_session(api: Api, user: User) -> None:
    api.bearer(str(AccessToken.for_user(user))).get(ME, expect=401)
    api.anonymous().post(REFRESH, {"refresh": str(RefreshToken.for_user(user))}, expect=401)


@pytest.mark.parametrize("token", ["x", "a.b.c", "ey.ey.ey", "é.é.é", "." * 2000])
def test_malformed_tokens(api: Api, token: str) -> None:
    api.post(REFRESH, {"refresh": token}, expect=401)


def test_no_token_is_stored(pair: Pair) -> None:
    row = str(list(Session.objects.values()))

    assert pair["refresh"] not in row
    assert pair["access"] not in row


def test_session_fixation_by_a_token_sent_to_login(api: Api, user: User, pair: Pair) -> None:
    stranger = UserFactory.create()

    body = api.bearer(pair["access"]).post(
        LOGIN, {"email": stranger.email, "password": PASSWORD}, expect=200
    )

    assert api.bearer(body["access"]).get(ME)["id"] == stranger.pk
    assert Session.objects.count() == 2


def test_logout_of_somebody_elses_session(api: Api, user: User, pair: Pair) -> None:
    api.log_in(UserFactory.create()).post(LOGOUT, {"refresh": pair["refresh"]}, expect=204)

    api.bearer(pair["access"]).get(ME)


def test_malformed_header(api: Api, pair: Pair) -> None:
    api.bearer(f"{pair['access']} {pair['access']}").get(ME, expect=401)

    assert api.codes() == [(None, "bad_authorization_header")]


def test_token_under_another_scheme(api: Api, pair: Pair) -> None:
    api.client.credentials(HTTP_AUTHORIZATION=f"Token {pair['access']}")

    api.get(ME, expect=401)

    assert api.codes() == [(None, "not_authenticated")]
