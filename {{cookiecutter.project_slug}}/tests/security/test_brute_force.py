"""Guessing is slow: every flow that takes or mails a secret has a limit of its own."""

import pytest

from apps.accounts.models import User
from tests.client import Api
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.usefixtures("clock")

FLOWS = {
    "token": (10, {"email": "ada@acme.test", "password": "wrong password"}, 401),
    "register": (10, {"email": "ada@acme.test", "password": PASSWORD}, 202),
    "verify-email": (20, {"token": "guess"}, 400),
    "verify-email/resend": (20, {"email": "ada@acme.test"}, 202),
    "password/reset": (10, {"email": "ada@acme.test"}, 202),
    "password/reset/confirm": (10, {"token": "guess", "new_password": PASSWORD}, 400),
}


@pytest.mark.parametrize("flow", FLOWS)
def test_brute_force_of_anonymous_flows(api: Api, flow: str) -> None:
    limit, data, status = FLOWS[flow]
    for _ in range(limit):
        api.post(f"/api/v1/auth/{flow}/", data, expect=status)

    api.post(f"/api/v1/auth/{flow}/", data, expect=429)

    assert api.codes() == [(None, "throttled")]
    assert int(api.response["Retry-After"]) > 0


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [("application/json", 400, "parse_error"), ("text/xml", 415, "unsupported_media_type")],
)
def test_flooding_the_login_with_what_it_cannot_read(
    api: Api, kind: str, status: int, code: str
) -> None:
    for _ in range(10):
        answer = api.client.post("/api/v1/auth/token/", "{", content_type=kind)
        assert answer.status_code == status
        assert answer.json()["errors"][0]["code"] == code

    assert api.client.post("/api/v1/auth/token/", "{", content_type=kind).status_code == 429


def test_brute_force_of_login_finds_nothing_even_with_the_right_password(
    api: Api, user: User
) -> None:
    for number in range(10):
        guess = {"email": user.email, "password": f"guess number {number}"}
        api.post("/api/v1/auth/token/", guess, expect=401)

    api.post("/api/v1/auth/token/", {"email": user.email, "password": PASSWORD}, expect=429)


def test_brute_force_with_forged_addresses(api: Api) -> None:
    data = {"email": "ada@acme.test", "password": "wrong password"}
    for number in range(10):
        forged = {"X-Forwarded-For": f"10.0.0.{number}"}
        api.post("/api/v1/auth/token/", data, expect=401, headers=forged)

    forged = {"X-Forwarded-For": "10.0.0.99"}
    api.post("/api/v1/auth/token/", data, expect=429, headers=forged)


def test_brute_force_of_the_current_password_with_a_stolen_token(auth_api: Api) -> None:
    data = {"current_password": "guess", "new_password": "a wholly different passphrase"}
    for _ in range(10):
        auth_api.post("/api/v1/auth/password/change/", data, expect=400)

    auth_api.post("/api/v1/auth/password/change/", data, expect=429)


def test_brute_force_of_the_password_by_proving_again(auth_api: Api) -> None:
    path = "/api/v1/auth/reauthenticate/"
    for _ in range(20):
        auth_api.post(path, {"password": "guess"}, expect=400)

    auth_api.post(path, {"password": PASSWORD}, expect=429)


@pytest.mark.parametrize(("path", "field"), [("token", "password"), ("register", "password")])
def test_denial_of_service_by_an_endless_password(api: Api, path: str, field: str) -> None:
    api.post(f"/api/v1/auth/{path}/", {"email": "a@acme.test", field: "x" * 129}, expect=400)

    assert api.codes() == [(field, "max_length")]
