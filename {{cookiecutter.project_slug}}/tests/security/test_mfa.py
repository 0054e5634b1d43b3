"""The second factor, against who has the password, a session, or the database."""

import json
from datetime import timedelta
from typing import Any

import pyotp
import pytest
import time_machine
from django.contrib.auth.hashers import make_password
from django.core import serializers
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from structlog.testing import capture_logs

from apps.accounts.models import RecoveryCode, Session, TotpDevice, User
from services.accounts.activation import ActivationService
from services.accounts.sessions import SessionService
from tests.api.accounts.test_mfa import CODES, CONFIRM, LOGIN, MFA, SECOND, TOTP, first_half, now
from tests.client import Api
from tests.factories.accounts import (
    PASSWORD,
    SECRET,
    RecoveryCodeFactory,
    TotpDeviceFactory,
    UserFactory,
)
from tests.mailbox import take_token

pytestmark = pytest.mark.django_db

RECOVERY = "abcde-fgh23"


@pytest.fixture
def victim(user: User) -> User:
    TotpDeviceFactory.create(user=user)
    RecoveryCodeFactory.create(user=user, code=RECOVERY)
    return user


def second(api: Api, token: str, code: str, expect: int) -> Any:
    return api.post(SECOND, {"mfa_token": token, "code": code}, expect=expect)


def test_the_password_alone_opens_nothing(api: Api, victim: User) -> None:
    first_half(api, victim)

    assert not Session.objects.exists()


def test_replay_of_a_code(clock: time_machine.Traveller, api: Api, victim: User) -> None:
    code = now()
    second(api, first_half(api, victim), code, expect=200)
    clock.shift(1)

    second(api, first_half(api, victim), code, expect=400)
    assert api.codes() == [("code", "wrong_code")]


def test_replay_of_the_code_that_switched_it_on(
    clock: time_machine.Traveller, auth_api: Api, user: User
) -> None:
    code = now(auth_api.post(TOTP, expect=200)["secret"])
    auth_api.post(CONFIRM, {"code": code}, expect=200)
    auth_api.anonymous()

    second(auth_api, first_half(auth_api, user), code, expect=400)


def test_replay_at_the_api_of_a_code_seen_at_the_admins_login(
    clock: time_machine.Traveller, api: Api, client: Client
) -> None:
    staff = UserFactory.create(admin=True)
    TotpDeviceFactory.create(user=staff)
    data = {"username": staff.email, "password": PASSWORD, "code": now()}
    assert client.post(reverse("admin:login"), data).status_code == 302

    second(api, first_half(api, staff), now(), expect=400)


def test_replay_of_an_older_code_after_a_newer_one(
    clock: time_machine.Traveller, api: Api, victim: User
) -> None:
    older = now()
    clock.shift(30)
    second(api, first_half(api, victim), now(), expect=200)
    clock.shift(1)

    second(api, first_half(api, victim), older, expect=400)


def test_replay_of_a_recovery_code(clock: time_machine.Traveller, api: Api, victim: User) -> None:
    second(api, first_half(api, victim), RECOVERY, expect=200)
    clock.shift(1)

    second(api, first_half(api, victim), RECOVERY, expect=400)


@pytest.mark.parametrize(("seconds", "expect"), [(-60, 400), (-30, 200), (30, 200), (60, 400)])
def test_a_code_of_another_time(
    clock: time_machine.Traveller, api: Api, victim: User, seconds: int, expect: int
) -> None:
    code = pyotp.TOTP(SECRET).at(timezone.now() + timedelta(seconds=seconds))

    second(api, first_half(api, victim), code, expect=expect)


@pytest.mark.usefixtures("clock")
def test_brute_force_of_codes_with_ever_new_tokens_from_many_addresses(
    api: Api, victim: User
) -> None:
    for number in range(20):
        token = MfaLoginTokens.of(victim)
        second_from = {"REMOTE_ADDR": f"203.0.113.{number}"}
        api.post(SECOND, {"mfa_token": token, "code": "000000"}, expect=400, **second_from)

    token = MfaLoginTokens.of(victim)
    api.post(SECOND, {"mfa_token": token, "code": now()}, expect=429, REMOTE_ADDR="192.0.2.1")
    assert int(api.response["Retry-After"]) > 0


def test_brute_force_of_codes_at_the_admins_login(client: Client) -> None:
    staff = UserFactory.create(admin=True)
    TotpDeviceFactory.create(user=staff)
    data = {"username": staff.email, "password": PASSWORD}
    for _ in range(20):
        client.post(reverse("admin:login"), {**data, "code": "000000"})

    page = client.post(reverse("admin:login"), {**data, "code": now()})

    assert page.status_code == 200
    assert "Too many codes" in page.content.decode()


@pytest.mark.parametrize("path", ["/api/v1/users/me/", MFA])
def test_the_mfa_token_as_access_token(api: Api, victim: User, path: str) -> None:
    api.bearer(first_half(api, victim)).get(path, expect=401)


@pytest.mark.parametrize(
    "path",
    ["verify-email", "password/reset/confirm", "reactivation/confirm", "email/change/confirm"],
)
def test_the_mfa_token_as_a_mailed_link(api: Api, victim: User, path: str) -> None:
    data = {"token": first_half(api, victim), "new_password": "a wholly different passphrase"}

    api.post(f"/api/v1/auth/{path}/", data, expect=400)


def test_the_mfa_token_as_refresh_token(api: Api, victim: User) -> None:
    api.post(f"{LOGIN}refresh/", {"refresh": first_half(api, victim)}, expect=401)


def test_the_mfa_token_used_twice(clock: time_machine.Traveller, api: Api, victim: User) -> None:
    token = first_half(api, victim)
    second(api, token, RECOVERY, expect=200)
    clock.shift(1)

    second(api, token, now(), expect=401)
    assert api.codes() == [(None, "mfa_token_not_valid")]


def test_the_mfa_token_after_a_new_password(api: Api, victim: User) -> None:
    token = first_half(api, victim)
    victim.password = make_password("a wholly different passphrase")
    victim.save()

    second(api, token, now(), expect=401)


def test_the_mfa_token_after_deactivation(api: Api, victim: User) -> None:
    token = first_half(api, victim)
    ActivationService().deactivate(user=victim)

    second(api, token, now(), expect=401)


def test_the_mfa_token_after_five_minutes(
    clock: time_machine.Traveller, api: Api, victim: User
) -> None:
    token = first_half(api, victim)
    clock.shift(301)

    second(api, token, now(), expect=401)


@pytest.mark.parametrize("token", ["x", "a:b:c", "é", "x" * 512])
def test_malformed_mfa_tokens(api: Api, token: str) -> None:
    second(api, token, "000000", expect=401)


def test_somebody_elses_codes(api: Api, victim: User) -> None:
    other = UserFactory.create()
    TotpDeviceFactory.create(user=other)
    RecoveryCodeFactory.create(user=other, code="zzzzz-zzzzz")

    second(api, first_half(api, victim), "zzzzz-zzzzz", expect=400)


@pytest.mark.parametrize(
    ("method", "path", "data"),
    [
        ("delete", TOTP, {}),
        ("post", CODES, {}),
        ("post", TOTP, {}),
        ("post", CONFIRM, {"code": "000000"}),
    ],
)
def test_stolen_session_changes_the_second_factor(
    api: Api, user: User, method: str, path: str, data: dict[str, str]
) -> None:
    api.log_in(user)
    Session.objects.update(authenticated_at=timezone.now() - timedelta(minutes=15))

    getattr(api, method)(path, data, expect=403)

    assert api.codes() == [(None, "reauthentication_required")]


def test_a_password_reset_by_who_reads_the_mails(api: Api, victim: User) -> None:
    new = "a wholly different passphrase"
    api.post("/api/v1/auth/password/reset/", {"email": victim.email}, expect=202)
    reset = {"token": take_token(), "new_password": new}
    api.post("/api/v1/auth/password/reset/confirm/", reset, expect=204)

    api.post(LOGIN, {"email": victim.email, "password": new}, expect=202)

    assert not Session.objects.exists()


def test_reading_secrets_from_the_database(auth_api: Api) -> None:
    enrolment = auth_api.post(TOTP, expect=200)
    codes = auth_api.post(CONFIRM, {"code": now(enrolment["secret"])}, expect=200)

    stored = serializers.serialize("json", [*TotpDevice.objects.all(), *RecoveryCode.objects.all()])

    assert enrolment["secret"] not in stored
    for code in codes["recovery_codes"]:
        assert code not in stored
        assert code.replace("-", "") not in stored


def test_reading_secrets_in_the_admin(client: Client, victim: User) -> None:
    client.force_login(UserFactory.create(admin=True))
    hidden = (TotpDevice.objects.get().secret, RecoveryCode.objects.get().digest, SECRET)

    for model in (TotpDevice, RecoveryCode):
        row = model._default_manager.get()
        name = f"admin:accounts_{model._meta.model_name}"
        for url in (reverse(f"{name}_changelist"), reverse(f"{name}_change", args=[row.pk])):
            page = client.get(url).content.decode()
            assert not any(secret in page for secret in hidden)


def test_reading_secrets_in_the_logs(auth_api: Api) -> None:
    with capture_logs() as logs:
        enrolment = auth_api.post(TOTP, expect=200)
        code = now(enrolment["secret"])
        auth_api.post(CONFIRM, {"code": code}, expect=200)

    assert enrolment["secret"] not in json.dumps(logs, default=str)
    assert code not in json.dumps([log.get("code") for log in logs])
    assert "mfa_enabled" in {log["event"] for log in logs}


class MfaLoginTokens:
    """First halves without the limits of the login in the way."""

    @staticmethod
    def of(user: User) -> str:
        found: Any = SessionService().log_in(email=user.email, password=PASSWORD)
        return str(found.mfa_token)
