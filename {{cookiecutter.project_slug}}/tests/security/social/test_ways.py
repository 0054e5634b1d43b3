"""What somebody tries on the way to a provider and back."""

import pytest
from django.conf import LazySettings

from apps.accounts.models import User
from tests.api.social.provider import Provider
from tests.api.social.steps import (
    IDENTITIES,
    SOCIAL,
    begin,
    brought_back,
    nobody_got_in,
)
from tests.client import Api
from tests.factories.accounts import UserFactory


def test_a_state_used_twice(api: Api, provider: Provider) -> None:
    given = brought_back(api, provider)
    api.post(f"{SOCIAL}oidc/", given, expect=200)

    api.post(f"{SOCIAL}oidc/", given, expect=400)

    assert api.codes() == [("state", "invalid_state")]


def test_login_csrf_with_the_attackers_code_and_state(api: Api, provider: Provider) -> None:
    """The victim's client has started a way of its own, and its flow does not fit."""
    attackers = brought_back(api, provider)
    victims = begin(api)

    for flow in (victims["flow"], "", "x"):
        api.post(f"{SOCIAL}oidc/", {**attackers, "flow": flow}, expect=400)

    assert nobody_got_in()
    api.post(f"{SOCIAL}oidc/", attackers, expect=200)  # and spent nothing of another's


def test_a_code_of_another_way(api: Api, provider: Provider) -> None:
    """A stolen code: it was asked for with another verifier."""
    stolen, own = brought_back(api, provider), brought_back(api, provider)

    api.post(f"{SOCIAL}oidc/", {**own, "code": stolen["code"]}, expect=400)

    assert api.codes() == [("code", "invalid_code")]
    assert nobody_got_in()


def test_a_way_that_took_too_long(api: Api, provider: Provider, settings: LazySettings) -> None:
    settings.SOCIAL_FLOW_SECONDS = 0

    api.post(f"{SOCIAL}oidc/", brought_back(api, provider), expect=400)


def test_a_way_to_one_provider_and_back_to_another(api: Api, provider: Provider) -> None:
    given = brought_back(api, provider, "github")

    api.post(f"{SOCIAL}google/", given, expect=400)


def test_linking_by_a_way_that_somebody_else_started(
    auth_api: Api, user: User, provider: Provider
) -> None:
    """The victim's browser brings the attacker's identity to the victim's account."""
    attacker = UserFactory.create()
    given = brought_back(auth_api.log_in(attacker), provider, linking=True)
    auth_api.log_in(user).post(f"{IDENTITIES}link/oidc/", given, expect=400)

    given = brought_back(auth_api.anonymous(), provider)
    auth_api.log_in(user).post(f"{IDENTITIES}link/oidc/", given, expect=400)

    assert nobody_got_in()


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.test/auth/callback",
        "https://app.acme.test/auth/callback/",
        "https://app.acme.test/auth/callback?next=https://evil.test",
        "",
    ],
)
def test_an_open_redirect(api: Api, provider: Provider, target: str) -> None:
    api.post(f"{SOCIAL}oidc/start/", {"redirect_uri": target}, expect=400)
