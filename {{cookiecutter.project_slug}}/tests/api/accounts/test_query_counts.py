"""No endpoint of accounts takes more than six queries."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pyotp
import pytest
from django.conf import LazySettings

from apps.accounts.models import Session, User
from services.accounts.sessions import SessionService
from tests.api.accounts.test_email_change import ask
from tests.client import Api
from tests.factories.accounts import PASSWORD, SECRET, TotpDeviceFactory, UserFactory
from tests.factories.pictures import picture, upload
from tests.mailbox import take_token
from tests.queries import at_most

BUDGET = 6
# A login also asks whether it is locked out, forgets failures, and looks for the device.
LOGIN_BUDGET = 8
Budget = Callable[..., AbstractContextManager[Any]]
NEW = "a wholly different passphrase"


@pytest.fixture(autouse=True)
def no_relay(settings: LazySettings) -> None:
    settings.EVENT_RELAY_STARTER = "tests.queries.elsewhere"


@pytest.fixture
def budget() -> AbstractContextManager[Any]:
    return at_most(BUDGET)


@pytest.mark.parametrize("known", ["nobody", "unverified", "verified"])
def test_register(api: Api, budget: AbstractContextManager[Any], known: str) -> None:
    if known != "nobody":
        UserFactory.create(email="ada@acme.test", unverified=known == "unverified")

    with budget:
        api.post(
            "/api/v1/auth/register/", {"email": "ada@acme.test", "password": PASSWORD}, expect=202
        )


def test_verify(api: Api, budget: AbstractContextManager[Any]) -> None:
    user = UserFactory.create(unverified=True)
    api.post("/api/v1/auth/verify-email/resend/", {"email": user.email}, expect=202)

    with budget:
        api.post("/api/v1/auth/verify-email/", {"token": take_token()}, expect=200)


@pytest.mark.parametrize("path", ["verify-email/resend", "password/reset"])
def test_links_by_mail(api: Api, budget: AbstractContextManager[Any], path: str) -> None:
    user = UserFactory.create(unverified=True)

    with budget:
        api.post(f"/api/v1/auth/{path}/", {"email": user.email}, expect=202)


def test_login(api: Api, user: User) -> None:
    with at_most(LOGIN_BUDGET):
        api.post("/api/v1/auth/token/", {"email": user.email, "password": PASSWORD}, expect=200)


def test_refresh(api: Api, user: User, budget: AbstractContextManager[Any]) -> None:
    login = {"email": user.email, "password": PASSWORD}
    refresh = api.post("/api/v1/auth/token/", login, expect=200)["refresh"]

    with budget:
        api.post("/api/v1/auth/token/refresh/", {"refresh": refresh}, expect=200)


@pytest.mark.parametrize("everywhere", [False, True])
def test_logout(auth_api: Api, budget: AbstractContextManager[Any], everywhere: bool) -> None:
    with budget:
        auth_api.post("/api/v1/auth/logout/", {"everywhere": everywhere}, expect=204)


def test_reauthentication(auth_api: Api, budget: AbstractContextManager[Any]) -> None:
    with budget:
        auth_api.post("/api/v1/auth/reauthenticate/", {"password": PASSWORD}, expect=204)


def test_password_change(auth_api: Api, budget: AbstractContextManager[Any]) -> None:
    data = {"current_password": PASSWORD, "new_password": NEW}

    with budget:
        auth_api.post("/api/v1/auth/password/change/", data, expect=204)


def test_password_reset(api: Api, user: User, budget: AbstractContextManager[Any]) -> None:
    api.post("/api/v1/auth/password/reset/", {"email": user.email}, expect=202)
    data = {"token": take_token(), "new_password": NEW}

    with budget:
        api.post("/api/v1/auth/password/reset/confirm/", data, expect=204)


def test_me(auth_api: Api, django_assert_num_queries: Budget) -> None:
    with django_assert_num_queries(1):
        auth_api.get("/api/v1/users/me/")


def test_me_changed(auth_api: Api, budget: AbstractContextManager[Any]) -> None:
    with budget:
        auth_api.patch("/api/v1/users/me/", {"bio": "Poetical science"})


def test_deactivation(auth_api: Api, budget: AbstractContextManager[Any]) -> None:
    with budget:
        auth_api.delete("/api/v1/users/me/")


@pytest.mark.parametrize("count", [1, 15])
def test_the_list_whatever_its_length(
    staff_api: Api, django_assert_num_queries: Budget, count: int
) -> None:
    UserFactory.create_batch(count)

    with django_assert_num_queries(3):
        staff_api.get("/api/v1/users/")


@pytest.mark.parametrize("count", [3, 30])
def test_sessions_whatever_their_number(
    auth_api: Api, user: User, django_assert_num_queries: Budget, count: int
) -> None:
    for _ in range(count):
        SessionService().open(user=user)

    with django_assert_num_queries(3):
        auth_api.get("/api/v1/users/me/sessions/")


def test_end_of_a_session(auth_api: Api, budget: AbstractContextManager[Any]) -> None:
    with budget:
        auth_api.delete(f"/api/v1/users/me/sessions/{Session.objects.get().pk}/")


def test_login_from_a_new_device(api: Api, user: User) -> None:
    SessionService().open(user=user)
    login = {"email": user.email, "password": PASSWORD}

    with at_most(LOGIN_BUDGET):
        api.post("/api/v1/auth/token/", login, expect=200, REMOTE_ADDR="192.0.2.1")


def test_public_profile(auth_api: Api, django_assert_num_queries: Budget) -> None:
    ada = UserFactory.create(profile__is_public=True)

    with django_assert_num_queries(2):
        auth_api.get(f"/api/v1/users/{ada.public_id}/profile/")


def test_avatar(auth_api: Api, budget: AbstractContextManager[Any]) -> None:
    form = {"avatar": upload(picture())}

    with budget:
        auth_api.put("/api/v1/users/me/avatar/", form, format="multipart")


@pytest.mark.parametrize("known", [False, True])
def test_email_change(auth_api: Api, budget: AbstractContextManager[Any], known: bool) -> None:
    if known:
        UserFactory.create(email="new@acme.test")

    with budget:
        auth_api.post("/api/v1/auth/email/change/", {"new_email": "new@acme.test"}, expect=202)


@pytest.mark.parametrize("confirmed", [False, True])
def test_email_change_confirmed(
    api: Api, user: User, budget: AbstractContextManager[Any], confirmed: bool
) -> None:
    old, new, _ = ask(api, user)
    if confirmed:
        api.post("/api/v1/auth/email/change/confirm/", {"token": old}, expect=200)

    with budget:
        api.post("/api/v1/auth/email/change/confirm/", {"token": new}, expect=200)


def test_email_change_cancelled(api: Api, user: User, budget: AbstractContextManager[Any]) -> None:
    _, _, cancel = ask(api, user)

    with budget:
        api.post("/api/v1/auth/email/change/cancel/", {"token": cancel}, expect=204)


def test_reactivation(auth_api: Api, user: User, budget: AbstractContextManager[Any]) -> None:
    auth_api.delete("/api/v1/users/me/")
    auth_api.anonymous().post("/api/v1/auth/reactivation/", {"email": user.email}, expect=202)

    with budget:
        auth_api.post("/api/v1/auth/reactivation/confirm/", {"token": take_token()}, expect=200)


def test_deletion(auth_api: Api, budget: AbstractContextManager[Any]) -> None:
    with budget:
        auth_api.post("/api/v1/users/me/deletion/", expect=202)


def test_deletion_cancelled(auth_api: Api, budget: AbstractContextManager[Any]) -> None:
    auth_api.post("/api/v1/users/me/deletion/", expect=202)

    with budget:
        auth_api.post("/api/v1/auth/deletion/cancel/", {"token": take_token()}, expect=200)


def test_export(auth_api: Api, budget: AbstractContextManager[Any], settings: LazySettings) -> None:
    settings.DATA_EXPORT_STARTER = "tests.api.accounts.test_exports.started"

    with budget:
        auth_api.post("/api/v1/users/me/export/", expect=202)


def test_login_with_a_second_factor(api: Api, user: User) -> None:
    TotpDeviceFactory.create(user=user)
    login = {"email": user.email, "password": PASSWORD}
    with at_most(BUDGET):
        token = api.post("/api/v1/auth/token/", login, expect=202)["mfa_token"]

    data = {"mfa_token": token, "code": pyotp.TOTP(SECRET).now()}
    with at_most(LOGIN_BUDGET):
        api.post("/api/v1/auth/token/mfa/", data, expect=200)


def test_second_factor(auth_api: Api) -> None:
    with at_most(BUDGET):
        auth_api.get("/api/v1/auth/mfa/")
    with at_most(BUDGET):
        secret = auth_api.post("/api/v1/auth/mfa/totp/", expect=200)["secret"]
    with at_most(BUDGET):
        auth_api.post(
            "/api/v1/auth/mfa/totp/confirm/", {"code": pyotp.TOTP(secret).now()}, expect=200
        )
    with at_most(BUDGET):
        auth_api.post("/api/v1/auth/mfa/recovery-codes/", expect=200)
    with at_most(BUDGET):
        auth_api.delete("/api/v1/auth/mfa/totp/")
