"""Tokens in cookies: what a script can take, and what another site can make a browser do."""

from http.cookies import Morsel
from typing import Any

import pytest
from django.conf import LazySettings
from rest_framework.test import APIClient

from apps.accounts.models import User
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

LOGIN = "/api/v1/auth/cookie/"
REFRESH = f"{LOGIN}refresh/"
LOGOUT = "/api/v1/auth/logout/"
ME = "/api/v1/users/me/"
BIO = {"bio": "changed"}


@pytest.fixture
def browser() -> APIClient:
    """A client that keeps cookies, and a server that checks them as in production."""
    return APIClient(enforce_csrf_checks=True)


def log_in(browser: APIClient, user: User) -> str:
    answer = browser.post(LOGIN, {"email": user.email, "password": PASSWORD})
    assert answer.status_code == 200, answer.content
    return str(answer.json()["csrf_token"])


def code(answer: Any) -> str:
    return str(answer.json()["errors"][0]["code"])


def cookie(answer: Any, name: str) -> "Morsel[str]":
    morsel: Morsel[str] = answer.cookies[name]
    return morsel


def test_a_page_reads_writes_goes_on_and_logs_out(browser: APIClient, user: User) -> None:
    token = log_in(browser, user)

    assert browser.get(ME).json()["email"] == user.email
    assert browser.patch(ME, BIO, HTTP_X_CSRFTOKEN=token).json()["bio"] == "changed"
    again = browser.post(REFRESH, HTTP_X_CSRFTOKEN=token)
    assert browser.get(ME).status_code == 200
    out = browser.post(LOGOUT, {}, HTTP_X_CSRFTOKEN=again.json()["csrf_token"])

    assert out.status_code == 204
    assert {name: cookie(out, name).value for name in ("access", "refresh")} == {
        "access": "",
        "refresh": "",
    }
    assert browser.get(ME).status_code == 401


@pytest.mark.parametrize(("name", "path"), [("access", "/api/"), ("refresh", REFRESH)])
def test_stealing_a_token_by_script(
    browser: APIClient, user: User, settings: LazySettings, name: str, path: str
) -> None:
    settings.SESSION_COOKIE_SECURE = True

    answer = browser.post(LOGIN, {"email": user.email, "password": PASSWORD})

    held = cookie(answer, name)
    assert held["httponly"]
    assert held["secure"]
    assert held["samesite"] == "Lax"
    assert held["path"] == path
    assert held.value not in answer.content.decode()
    assert answer.json().keys() == {"csrf_token"}


@pytest.mark.parametrize("token", [None, "", "x" * 32, "guess"])
def test_cross_site_request_forgery(browser: APIClient, user: User, token: str | None) -> None:
    log_in(browser, user)
    header: dict[str, Any] = {} if token is None else {"HTTP_X_CSRFTOKEN": token}

    for call in (
        browser.patch(ME, BIO, **header),
        browser.delete(ME, **header),
        browser.post(LOGOUT, {}, **header),
        browser.post(REFRESH, **header),
    ):
        assert call.status_code == 403
        assert code(call) == "csrf_failed"

    user.profile.refresh_from_db()
    assert user.profile.bio == ""
    assert browser.get(ME).status_code == 200


def test_cross_site_request_forgery_with_the_token_of_another_browser(
    browser: APIClient, user: User
) -> None:
    attackers = log_in(APIClient(enforce_csrf_checks=True), UserFactory.create())
    log_in(browser, user)

    assert browser.patch(ME, BIO, HTTP_X_CSRFTOKEN=attackers).status_code == 403


def test_cross_site_request_forgery_from_another_origin(browser: APIClient, user: User) -> None:
    token = log_in(browser, user)
    headers: dict[str, Any] = {"HTTP_X_CSRFTOKEN": token, "HTTP_ORIGIN": "https://evil.test"}

    assert browser.patch(ME, BIO, **headers).status_code == 403


def test_login_forgery_by_a_form(browser: APIClient, user: User) -> None:
    """Another site can post a form without being asked, but no JSON."""
    form = f"email={user.email}&password={PASSWORD}"
    for kind in ("application/x-www-form-urlencoded", "text/plain"):
        answer = browser.generic("POST", LOGIN, form, content_type=kind)
        assert answer.status_code == 415
        assert not answer.cookies


def test_a_token_in_the_header_needs_no_csrf_token_and_wins(browser: APIClient, user: User) -> None:
    other = UserFactory.create()
    pair = browser.post("/api/v1/auth/token/", {"email": other.email, "password": PASSWORD}).json()
    log_in(browser, user)

    answer = browser.patch(ME, BIO, HTTP_AUTHORIZATION=f"Bearer {pair['access']}")

    assert answer.json()["email"] == other.email


def test_a_refresh_token_in_the_access_cookie(browser: APIClient, user: User) -> None:
    log_in(browser, user)
    browser.cookies["access"] = browser.cookies["refresh"].value

    assert browser.get(ME).status_code == 401


def test_replay_of_a_spent_refresh_cookie_ends_the_session(browser: APIClient, user: User) -> None:
    token = log_in(browser, user)
    spent = browser.cookies["refresh"].value
    browser.post(REFRESH, HTTP_X_CSRFTOKEN=token)
    browser.cookies["refresh"] = spent

    assert browser.post(REFRESH, HTTP_X_CSRFTOKEN=token).status_code == 401
    assert browser.get(ME).status_code == 401


def test_without_cookies_there_is_nothing_to_refresh(browser: APIClient) -> None:
    answer = browser.post(REFRESH)

    assert answer.status_code == 401
    assert code(answer) == "session_ended"


@pytest.mark.usefixtures("clock")
def test_brute_force_is_limited_there_too(browser: APIClient, user: User) -> None:
    for number in range(10):
        browser.post(LOGIN, {"email": user.email, "password": f"guess {number}"})

    answer = browser.post(LOGIN, {"email": user.email, "password": PASSWORD})

    assert answer.status_code == 429
    assert not answer.cookies
