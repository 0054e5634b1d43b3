"""Guessing one account's password, patiently, and from many places."""

from typing import Any

import pytest
import time_machine
from axes.models import AccessAttempt, AccessLog
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from tests.client import Api
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

LOGIN = "/api/v1/auth/token/"
LIMIT = 3
HERE = {"REMOTE_ADDR": "192.0.2.1"}
ELSEWHERE = {"REMOTE_ADDR": "198.51.100.7"}


@pytest.fixture(autouse=True)
def small_limit(settings: LazySettings) -> None:
    settings.AXES_FAILURE_LIMIT = LIMIT


def guess(api: Api, email: str, *, times: int, **extra: Any) -> list[int]:
    statuses = []
    for number in range(times):
        data = {"email": email, "password": f"guess {number}"}
        statuses.append(api.client.post(LOGIN, data, **extra).status_code)
    return statuses


def log_in(api: Api, user: User, expect: int, **extra: Any) -> None:
    api.post(LOGIN, {"email": user.email, "password": PASSWORD}, expect=expect, **extra)


@pytest.mark.parametrize("known", [True, False])
def test_guessing_locks_the_pair_out_known_or_not(api: Api, user: User, known: bool) -> None:
    email = user.email if known else "nobody@acme.test"

    assert guess(api, email, times=LIMIT + 1, **HERE) == [401] * (LIMIT - 1) + [429] * 2

    api.post(LOGIN, {"email": email, "password": PASSWORD}, expect=429, **HERE)
    assert api.codes() == [(None, "throttled")]
    assert api.response["Retry-After"] == "900"


def test_locking_somebody_out_of_their_account(api: Api, user: User) -> None:
    guess(api, user.email, times=LIMIT, **ELSEWHERE)

    log_in(api, user, expect=200, **HERE)


def test_another_account_is_not_locked_out_from_there(api: Api, user: User) -> None:
    guess(api, "nobody@acme.test", times=LIMIT, **HERE)

    log_in(api, user, expect=200, **HERE)


def test_guessing_under_other_spellings(api: Api, user: User) -> None:
    for email in (user.email, user.email.upper(), f" {user.email} "):
        guess(api, email, times=1, **HERE)

    log_in(api, user, expect=429, **HERE)


def test_guessing_from_all_addresses_of_one_network(api: Api, user: User) -> None:
    for number in range(1, LIMIT + 1):
        guess(api, user.email, times=1, REMOTE_ADDR=f"2001:db8::{number}")

    log_in(api, user, expect=429, REMOTE_ADDR="2001:db8::ffff")
    log_in(api, user, expect=200, REMOTE_ADDR="2001:db8:0:1::1")


def test_guessing_with_forged_addresses(api: Api, user: User) -> None:
    for number in range(LIMIT):
        guess(api, user.email, times=1, HTTP_X_FORWARDED_FOR=f"10.0.0.{number}", **HERE)

    log_in(api, user, expect=429, HTTP_X_FORWARDED_FOR="10.0.0.99", **HERE)


def test_guessing_from_many_addresses(api: Api, user: User) -> None:
    """Each is innocent by itself, so the account as a whole has a limit: 100 an hour."""
    for number in range(100):
        guess(api, user.email, times=1, REMOTE_ADDR=f"203.0.113.{number}")

    log_in(api, user, expect=429, **HERE)
    assert int(api.response["Retry-After"]) <= 3600


def test_it_ends(clock: time_machine.Traveller, api: Api, user: User) -> None:
    guess(api, user.email, times=LIMIT, **HERE)
    clock.shift(899)
    log_in(api, user, expect=429, **HERE)
    clock.shift(2)

    log_in(api, user, expect=200, **HERE)


def test_a_login_forgets_earlier_failures(api: Api, user: User) -> None:
    for _ in range(3):
        guess(api, user.email, times=LIMIT - 1, **HERE)
        log_in(api, user, expect=200, **HERE)


def test_guessing_at_the_admins_login(client: Client) -> None:
    staff = UserFactory.create(admin=True)
    page = reverse("admin:login")
    for number in range(LIMIT):
        last = client.post(page, {"username": staff.email, "password": f"guess {number}"})

    assert last.status_code == 429
    assert last["Retry-After"] == "900"
    right = {"username": staff.email, "password": PASSWORD}
    assert client.post(page, right).status_code == 429
    assert client.post(page, right, REMOTE_ADDR="198.51.100.7").status_code == 302


def test_the_admins_login_and_the_apis_count_together(api: Api, client: Client) -> None:
    staff = UserFactory.create(admin=True)
    guess(api, staff.email, times=LIMIT - 1)

    guessed = {"username": staff.email.upper(), "password": "guess"}

    assert client.post(reverse("admin:login"), guessed).status_code == 429


def test_reading_guessed_passwords_from_what_is_kept(api: Api, client: Client, user: User) -> None:
    """A failed password is often the right one with a typing error."""
    client.post(reverse("admin:login"), {"username": user.email, "password": "guess of the form"})
    guess(api, user.email, times=1)

    kept = list(AccessAttempt.objects.values())

    assert kept
    assert "guess" not in str(kept)
    assert not AccessLog.objects.exists()


@pytest.mark.parametrize("body", ["{", "[]", '{"email": 1}', '{"email": null}'])
def test_malformed_logins_are_counted_by_address(api: Api, body: str) -> None:
    for _ in range(10):
        response = api.client.generic("POST", LOGIN, body, content_type="application/json")
        assert response.status_code == 400

    response = api.client.generic("POST", LOGIN, body, content_type="application/json")
    assert response.status_code == 429
