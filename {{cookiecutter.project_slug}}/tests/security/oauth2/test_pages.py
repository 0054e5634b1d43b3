"""What somebody tries at the provider's pages."""

from typing import Any

import pytest
from django.test import Client
from oauth2_provider.models import Application
from rest_framework.settings import api_settings

from apps.accounts.models import User
from tests.api.oauth2 import flow
from tests.api.oauth2.test_flows import ME
from tests.factories.accounts import PASSWORD, TotpDeviceFactory, UserFactory
from tests.factories.oauth2 import SECRET, ApplicationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.api.oauth2.urls")]


LOGIN = "/o/login/"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.test/callback",
        "https://app.acme.test/callback/deeper",
        "https://app.acme.test.evil.test/callback",
        "http://app.acme.test/callback",
        "https://app.acme.test/callback?more=1",
    ],
)
def test_an_open_redirect(browser: Client, application: Application, target: str) -> None:
    for answer in (
        browser.get(flow.AUTHORIZE, flow.question(application, redirect_uri=target)),
        flow.allow(browser, application, redirect_uri=target),
    ):
        assert answer.status_code == 400
        assert "Location" not in answer


def test_an_open_redirect_by_refusing(browser: Client, application: Application) -> None:
    asked = flow.question(application, redirect_uri="https://evil.test/")

    assert browser.post(flow.AUTHORIZE, asked).status_code == 400


def test_an_open_redirect_after_the_login(client: Client, user: User) -> None:
    given = {"username": user.email, "password": PASSWORD, "next": "https://evil.test/"}

    assert client.post(LOGIN, given)["Location"] == LOGIN


def test_a_forged_consent(user: User, application: Application) -> None:
    """Another site's form, sent by the user's own browser."""
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    assert flow.allow(strict, application).status_code == 403


def test_the_consent_in_a_frame(browser: Client, application: Application) -> None:
    page = browser.get(flow.AUTHORIZE, flow.question(application))

    policy = page["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self' https://app.acme.test;" in f"{policy};"
    assert page["Cache-Control"] == "no-store"


def test_script_in_an_applications_name(browser: Client) -> None:
    application = ApplicationFactory.create(name="<script>alert(1)</script>")

    page = browser.get(flow.AUTHORIZE, flow.question(application)).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize("path", ["token", "revoke_token", "introspect", "authorize", "login"])
@pytest.mark.parametrize("text", ["\x00", "é" * 5000])
def test_text_that_breaks_the_provider(
    browser: Client, application: Application, path: str, text: str
) -> None:
    whole = {
        **flow.question(application),
        "allow": "true",
        "client_secret": SECRET,
        "code": "x",
        "code_verifier": flow.VERIFIER,
        "grant_type": "authorization_code",
        "next": "/o/login/",
        "password": "x",
        "refresh_token": "x",
        "token": "x",
        "username": "x",
    }
    for name in whole:
        for method in (browser.get, browser.post):
            assert method(f"/o/{path}/", {**whole, name: text}).status_code < 500, name


def test_the_second_factor_is_asked_for(client: Client) -> None:
    user = TotpDeviceFactory.create().user

    page = client.post(LOGIN, {"username": user.email, "password": PASSWORD})

    assert page.status_code == 200
    assert not page.wsgi_request.user.is_authenticated


def test_an_address_that_was_never_confirmed(client: Client) -> None:
    user = UserFactory.create(unverified=True)

    page = client.post(LOGIN, {"username": user.email, "password": PASSWORD})

    assert page.status_code == 200
    assert "Confirm your e-mail address first." in page.content.decode()


def test_guessing_at_the_providers_login(client: Client, user: User, settings: Any) -> None:
    settings.AXES_FAILURE_LIMIT = 3
    for _ in range(3):
        answer = client.post(LOGIN, {"username": user.email, "password": "wrong"})

    assert answer.status_code == 429
    good = client.post(LOGIN, {"username": user.email, "password": PASSWORD})
    assert good.status_code == 429
    assert good["Retry-After"]


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("path", ["token", "revoke_token", "introspect", "login"])
def test_guessing_codes_tokens_and_passwords_without_end(
    client: Client, db: None, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rates = {**api_settings.DEFAULT_THROTTLE_RATES, "oauth2": "3/min", "login": "3/min"}
    monkeypatch.setattr(api_settings, "DEFAULT_THROTTLE_RATES", rates)
    for _ in range(3):
        assert client.post(f"/o/{path}/", {"code": "x"}).status_code != 429

    refused = client.post(f"/o/{path}/", {"code": "x"})

    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 60
    assert refused["X-RateLimit-Remaining"] == "0"


def test_the_login_opens_no_door_of_the_api(client: Client, user: User) -> None:
    client.post(LOGIN, {"username": user.email, "password": PASSWORD})

    assert client.get(ME).status_code == 401
