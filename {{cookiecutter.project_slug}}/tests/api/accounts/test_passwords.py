import pytest
from django.conf import LazySettings

from apps.accounts.models import User
from tests.client import Api
from tests.factories.accounts import PASSWORD, UserFactory
from tests.mailbox import only_mail, take_mail, take_token

RESET = "/api/v1/auth/password/reset/"
CONFIRM = "/api/v1/auth/password/reset/confirm/"
CHANGE = "/api/v1/auth/password/change/"
LOGIN = "/api/v1/auth/token/"
NEW = "a wholly different passphrase"


def test_change(auth_api: Api, user: User) -> None:
    data = {"current_password": PASSWORD, "new_password": NEW}

    assert auth_api.post(CHANGE, data, expect=204) is None

    user.refresh_from_db()
    assert user.check_password(NEW)
    mail = only_mail()
    assert mail.to == [user.email]
    assert mail.subject.endswith(": Your password was changed")


def test_change_asks_for_the_current_password(auth_api: Api, user: User) -> None:
    data = {"current_password": "not my password", "new_password": NEW}

    auth_api.post(CHANGE, data, expect=400)

    assert auth_api.codes() == [("current_password", "wrong_password")]
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("password", "code"),
    [("short7!", "password_too_short"), ("password123", "password_too_common")],
)
def test_change_refuses_weak_passwords(auth_api: Api, password: str, code: str) -> None:
    data = {"current_password": PASSWORD, "new_password": password}

    auth_api.post(CHANGE, data, expect=400)

    assert auth_api.codes() == [("new_password", code)]


def test_reset(api: Api, user: User, settings: LazySettings) -> None:
    settings.FRONTEND_URL = "https://app.acme.test"

    body = api.post(RESET, {"email": user.email.upper()}, expect=202)

    assert body == {"detail": "If the address has an account, an e-mail is on its way."}
    assert "https://app.acme.test/reset-password#token=" in str(only_mail().body)
    data = {"token": take_token(), "new_password": NEW}
    assert api.post(CONFIRM, data, expect=204) is None
    assert take_mail().subject.endswith(": Your password was changed")
    api.post(LOGIN, {"email": user.email, "password": NEW}, expect=200)


def test_reset_refuses_weak_passwords_and_keeps_the_link(api: Api, user: User) -> None:
    api.post(RESET, {"email": user.email}, expect=202)
    token = take_token()

    api.post(CONFIRM, {"token": token, "new_password": user.email}, expect=400)

    assert api.codes() == [("new_password", "password_too_similar")]
    api.post(CONFIRM, {"token": token, "new_password": NEW}, expect=204)


def test_reset_confirms_the_address_too(api: Api) -> None:
    user = UserFactory.create(unverified=True)
    api.post(RESET, {"email": user.email}, expect=202)

    api.post(CONFIRM, {"token": take_token(), "new_password": NEW}, expect=204)

    api.post(LOGIN, {"email": user.email, "password": NEW}, expect=200)
