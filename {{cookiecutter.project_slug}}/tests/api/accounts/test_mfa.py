from typing import Any

import pyotp
import pytest
from django.conf import LazySettings
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from structlog.testing import capture_logs

from apps.accounts.models import RecoveryCode, TotpDevice, User
from tests.client import Api
from tests.factories.accounts import (
    PASSWORD,
    SECRET,
    RecoveryCodeFactory,
    TotpDeviceFactory,
    UserFactory,
)
from tests.mailbox import only_mail

pytestmark = pytest.mark.django_db

MFA = "/api/v1/auth/mfa/"
TOTP = f"{MFA}totp/"
CONFIRM = f"{TOTP}confirm/"
CODES = f"{MFA}recovery-codes/"
LOGIN = "/api/v1/auth/token/"
SECOND = f"{LOGIN}mfa/"


def now(secret: str = SECRET) -> str:
    return pyotp.TOTP(secret).now()


def first_half(api: Api, user: User) -> str:
    body = api.post(LOGIN, {"email": user.email, "password": PASSWORD}, expect=202)
    assert body.keys() == {"mfa_token"}
    return str(body["mfa_token"])


def test_from_enrolment_to_login(auth_api: Api, user: User) -> None:
    assert auth_api.get(MFA) == {"enabled": False, "recovery_codes_left": 0}
    enrolment = auth_api.post(TOTP, expect=200)
    assert auth_api.response["Cache-Control"] == "no-store"
    assert enrolment["uri"].startswith("otpauth://totp/")
    assert enrolment["qr_svg"].startswith("<svg")
    codes = auth_api.post(CONFIRM, {"code": now(enrolment["secret"])}, expect=200)

    assert auth_api.get(MFA) == {"enabled": True, "recovery_codes_left": 10}
    assert len(set(codes["recovery_codes"])) == 10
    assert only_mail().subject.endswith(": A second factor is on")
    login = {"mfa_token": first_half(auth_api, user), "code": codes["recovery_codes"][0]}
    pair = auth_api.anonymous().post(SECOND, login, expect=200)
    auth_api.bearer(pair["access"])
    assert auth_api.get(MFA)["recovery_codes_left"] == 9


def test_login_with_the_app(api: Api, user: User) -> None:
    TotpDeviceFactory.create(user=user)

    pair = api.post(SECOND, {"mfa_token": first_half(api, user), "code": now()}, expect=200)

    api.bearer(pair["access"]).get("/api/v1/users/me/")


def test_login_in_a_browser(api: Api, user: User) -> None:
    TotpDeviceFactory.create(user=user)
    data = {"email": user.email, "password": PASSWORD}
    token = api.post("/api/v1/auth/cookie/", data, expect=202)["mfa_token"]
    assert not api.response.cookies

    api.post("/api/v1/auth/cookie/mfa/", {"mfa_token": token, "code": now()}, expect=200)

    api.get("/api/v1/users/me/")


def test_what_is_not_confirmed_does_not_count(auth_api: Api, user: User) -> None:
    auth_api.post(TOTP, expect=200)
    auth_api.post(CONFIRM, {"code": "000000"}, expect=400)
    assert auth_api.codes() == [("code", "wrong_code")]

    auth_api.post(LOGIN, {"email": user.email, "password": PASSWORD}, expect=200)


def test_beginning_again_replaces_the_secret(auth_api: Api) -> None:
    first = auth_api.post(TOTP, expect=200)["secret"]
    second = auth_api.post(TOTP, expect=200)["secret"]

    auth_api.post(CONFIRM, {"code": now(first)}, expect=400)
    auth_api.post(CONFIRM, {"code": now(second)}, expect=200)


def test_it_is_switched_on_once(auth_api: Api, user: User) -> None:
    auth_api.post(CONFIRM, {"code": "000000"}, expect=409)
    TotpDeviceFactory.create(user=user)

    auth_api.post(TOTP, expect=409)
    auth_api.post(CONFIRM, {"code": now()}, expect=409)


def test_switching_it_off(auth_api: Api, user: User) -> None:
    TotpDeviceFactory.create(user=user)
    RecoveryCodeFactory.create(user=user)

    auth_api.delete(TOTP)

    assert not TotpDevice.objects.exists()
    assert not RecoveryCode.objects.exists()
    auth_api.delete(TOTP)
    assert only_mail().subject.endswith(": The second factor is off")
    auth_api.post(LOGIN, {"email": user.email, "password": PASSWORD}, expect=200)


def test_new_recovery_codes(auth_api: Api, user: User) -> None:
    auth_api.post(CODES, expect=409)
    TotpDeviceFactory.create(user=user)
    old = RecoveryCodeFactory.create(user=user)

    codes = auth_api.post(CODES, expect=200)["recovery_codes"]

    assert len(codes) == RecoveryCode.objects.filter(user=user).count() == 10
    assert not RecoveryCode.objects.filter(pk=old.pk).exists()
    assert only_mail().subject.endswith(": New recovery codes")


@pytest.mark.parametrize("code", [" ABCDEFGH01 ", "abcde fgh01", "abcde-fghOl"])
def test_recovery_codes_may_be_typed_as_people_type(api: Api, user: User, code: str) -> None:
    TotpDeviceFactory.create(user=user)
    RecoveryCodeFactory.create(user=user, code="abcde-fgh01")

    api.post(SECOND, {"mfa_token": first_half(api, user), "code": code}, expect=200)


def test_codes_of_the_app_may_be_typed_as_it_shows_them(api: Api, user: User) -> None:
    TotpDeviceFactory.create(user=user)
    code = f"{now()[:3]} {now()[3:]}"

    api.post(SECOND, {"mfa_token": first_half(api, user), "code": code}, expect=200)


@pytest.mark.parametrize("kind", ["app", "recovery"])
def test_both_outlive_a_new_key(api: Api, user: User, settings: LazySettings, kind: str) -> None:
    TotpDeviceFactory.create(user=user)
    RecoveryCodeFactory.create(user=user, code="abcde-fgh23")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-" * 5
    code = now() if kind == "app" else "abcde-fgh23"

    api.post(SECOND, {"mfa_token": first_half(api, user), "code": code}, expect=200)


def test_a_lost_key_refuses_and_says_so_in_the_log(
    api: Api, user: User, settings: LazySettings
) -> None:
    TotpDeviceFactory.create(user=user)
    settings.SECRET_KEY = "another-key-" * 5
    settings.SECRET_KEY_FALLBACKS = []
    login = {"mfa_token": first_half(api, user), "code": now()}

    with capture_logs() as logs:
        api.post(SECOND, login, expect=400)

    assert {"event": "mfa_secret_unreadable", "user_id": user.pk}.items() <= logs[0].items()


def test_proving_again_needs_the_code_too(auth_api: Api, user: User) -> None:
    TotpDeviceFactory.create(user=user)
    path = "/api/v1/auth/reauthenticate/"

    auth_api.post(path, {"password": PASSWORD}, expect=400)
    assert auth_api.codes() == [("code", "wrong_code")]
    auth_api.post(path, {"password": PASSWORD, "code": now()}, expect=204)


@pytest.mark.parametrize("code", ["", "000000", "abcde-fgh23"])
def test_the_admins_login_asks_for_it(client: Client, code: str) -> None:
    staff = UserFactory.create(admin=True)
    TotpDeviceFactory.create(user=staff)
    data = {"username": staff.email, "password": PASSWORD, "code": code}

    page = client.post(reverse("admin:login"), data)

    assert page.status_code == 200
    assert "This code is wrong" in page.content.decode()
    assert client.post(reverse("admin:login"), data | {"code": now()}).status_code == 302


def test_the_admins_login_page_has_a_field_for_it(client: Client) -> None:
    page = client.get(reverse("admin:login")).content.decode()

    for name in ("username", "password", "code"):
        assert f'name="{name}"' in page


def test_staff_switch_it_off_for_who_has_lost_it(
    client: Client, user: User, django_capture_on_commit_callbacks: Any
) -> None:
    staff, other = UserFactory.create(admin=True), UserFactory.create()
    client.force_login(staff)
    TotpDeviceFactory.create(user=user)
    data: dict[str, Any] = {"action": "disable_mfa", "_selected_action": [user.pk, other.pk]}

    with capture_logs() as logs, django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("admin:accounts_user_changelist"), data)

    assert not TotpDevice.objects.exists()
    assert only_mail().to == [user.email]
    (log,) = [log for log in logs if log["event"] == "mfa_disabled"]
    assert (log["user_id"], log["by_id"]) == (user.pk, staff.pk)
    history = LogEntry.objects.get()
    assert (history.user, history.object_id) == (staff, str(user.pk))
