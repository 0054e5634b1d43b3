"""What somebody tries on the way to a token."""

from typing import Any

import pytest
from django.test import Client
from oauth2_provider.models import AccessToken, Application, Grant

from apps.accounts.models import User
from services.accounts.sessions import SessionService
from tests.api.oauth2 import flow
from tests.api.oauth2.test_flows import NOTES
from tests.client import Api
from tests.concurrency import CALLERS, at_once
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.oauth2 import SECRET, ApplicationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.api.oauth2.urls")]


def test_a_code_used_twice(client: Client, user: User, application: Application) -> None:
    code = flow.code_of(client, application, user)
    assert flow.exchange(client, application, code).status_code == 200

    assert flow.exchange(client, application, code).status_code == 400


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["code", "refresh"])
def test_race_for_what_is_spent_once(kind: str) -> None:
    application, user = ApplicationFactory.create(), UserFactory.create()
    code = flow.code_of(Client(), application, user)
    if kind == "refresh":
        token = flow.exchange(Client(), application, code).json()["refresh_token"]

    def spend(_: int) -> object:
        if kind == "code":
            return flow.exchange(Client(), application, code)
        return flow.refresh(Client(), application, token)

    answers: list[Any] = at_once(spend)

    assert sorted(answer.status_code for answer in answers) == [200] + [400] * (CALLERS - 1)


@pytest.mark.parametrize("verifier", ["w" * 64, None, flow.CHALLENGE])
def test_a_stolen_code_without_its_verifier(
    client: Client, user: User, application: Application, verifier: str | None
) -> None:
    code = flow.code_of(client, application, user)

    assert flow.exchange(client, application, code, code_verifier=verifier).status_code == 400


@pytest.mark.parametrize("change", [{"client_secret": "wrong"}, {"client_secret": None}])
def test_a_stolen_code_without_the_secret(
    client: Client, user: User, application: Application, change: dict[str, Any]
) -> None:
    code = flow.code_of(client, application, user)

    assert flow.exchange(client, application, code, **change).status_code == 401


def test_a_code_of_another_application(
    client: Client, user: User, application: Application
) -> None:
    code = flow.code_of(client, application, user)

    assert flow.exchange(client, ApplicationFactory.create(), code).status_code == 400


@pytest.mark.parametrize(
    "change",
    [
        {"code_challenge": None, "code_challenge_method": None},
        {"code_challenge": flow.VERIFIER, "code_challenge_method": "plain"},
        {"code_challenge": flow.VERIFIER, "code_challenge_method": None},
        {"response_type": "token"},
    ],
)
def test_a_weaker_flow(browser: Client, application: Application, change: dict[str, Any]) -> None:
    answer = flow.allow(browser, application, **change)

    assert "error=" in answer["Location"]
    assert not Grant.objects.exists()
    assert not AccessToken.objects.exists()


def test_the_password_grant(client: Client, user: User, application: Application) -> None:
    given = {"grant_type": "password", "username": user.email, "password": PASSWORD}
    secrets = {"client_id": application.client_id, "client_secret": SECRET}

    assert client.post(flow.TOKEN, {**given, **secrets}).status_code == 400


def test_a_code_of_who_was_deactivated_behind_the_services_back(
    client: Client, user: User, application: Application
) -> None:
    code = flow.code_of(client, application, user)
    User.objects.filter(pk=user.pk).update(is_active=False)

    assert flow.exchange(client, application, code).status_code == 400


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_code_that_outlives_the_users_trust(
    client: Client, user: User, application: Application, when: str
) -> None:
    """Somebody knows the password, and has a code by the time its owner changes it."""
    if when == "before":
        SessionService().end_all(user=user)
    code = flow.code_of(client, application, user)
    if when == "after":
        SessionService().end_all(user=user)

    answer = flow.exchange(client, application, code)

    assert answer.status_code == (400 if when == "after" else 200)


@pytest.mark.parametrize("grant", ["urn:ietf:params:oauth:grant-type:device_code", "x", ""])
def test_grants_that_are_not_offered(client: Client, application: Application, grant: str) -> None:
    given = {"client_id": application.client_id, "client_secret": SECRET, "device_code": "x"}

    refused = client.post(flow.TOKEN, {"grant_type": grant, **given})

    assert (refused.status_code, refused.json()) == (400, {"error": "unsupported_grant_type"})


def test_a_refresh_token_used_twice(
    api: Api, client: Client, user: User, application: Application
) -> None:
    spent = flow.tokens_of(client, application, user)["refresh_token"]
    tokens = flow.refresh(client, application, spent).json()

    assert flow.refresh(client, application, spent).status_code == 400

    api.bearer(tokens["access_token"]).get(NOTES, expect=401)
    assert flow.refresh(client, application, tokens["refresh_token"]).status_code == 400


def test_a_scope_that_grows_at_refresh(
    client: Client, user: User, application: Application
) -> None:
    spent = flow.tokens_of(client, application, user)["refresh_token"]

    assert flow.refresh(client, application, spent, scope="read write").status_code == 400
