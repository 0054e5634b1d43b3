"""What a provider, or who pretends to be one, could answer."""

import time
from typing import Any

import jwt
import pytest

from apps.accounts.models import User
from tests.api.social import provider as providers
from tests.api.social.provider import Provider, sign
from tests.api.social.steps import (
    SOCIAL,
    brought_back,
    log_in,
    nobody_got_in,
)
from tests.client import Api

FORGED: dict[str, Any] = {
    "no signature": lambda claims: jwt.encode(claims, "", "none", headers={"kid": "first"}),
    "a foreign key": lambda claims: sign(claims, key=providers.new_key()),
    "an unknown key": lambda claims: jwt.encode(
        claims, providers.KEY, "RS256", headers={"kid": "second"}
    ),
    "a secret of its own": lambda claims: sign(claims, key="s" * 64, algorithm="HS256"),
    "another audience": lambda claims: sign({**claims, "aud": "somebody-else"}),
    "another issuer": lambda claims: sign({**claims, "iss": "https://evil.test"}),
    "no time left": lambda claims: sign({**claims, "exp": int(time.time()) - 300}),
    "an older nonce": lambda claims: sign({**claims, "nonce": "x"}),
    "no nonce": lambda claims: sign({k: v for k, v in claims.items() if k != "nonce"}),
    "rubbish": lambda _claims: "rubbish",
}


@pytest.mark.parametrize("name", ["oidc", "google"])
@pytest.mark.parametrize("forged", FORGED)
def test_a_forged_identity_token(api: Api, provider: Provider, name: str, forged: str) -> None:
    provider.signed = FORGED[forged]

    log_in(api, provider, name, expect=400)

    assert api.codes() == [("code", "invalid_code")]
    assert nobody_got_in()
    assert not User.objects.exists()


def test_user_info_about_somebody_else(api: Api, provider: Provider) -> None:
    provider.userinfo = {"sub": "8", "email": "boss@acme.test", "email_verified": True}

    log_in(api, provider, expect=400)

    assert nobody_got_in()


@pytest.mark.parametrize("name", ["oidc", "google", "github"])
def test_an_address_that_the_provider_has_not_verified(
    api: Api, provider: Provider, name: str
) -> None:
    log_in(api, provider, name, email_verified=False, expect=409)

    assert api.codes() == [(None, "email_not_verified")]
    assert not User.objects.exists()


@pytest.mark.parametrize("name", ["oidc", "google"])
@pytest.mark.parametrize("said", ["false", "no", "0", 1, [True], {}])
def test_an_address_that_is_verified_in_other_words(
    api: Api, provider: Provider, name: str, said: object
) -> None:
    log_in(api, provider, name, email_verified=said, expect=409)

    assert not User.objects.exists()


@pytest.mark.parametrize("email", ["x", "a@" + "b" * 300 + ".test", "", None, 7])
def test_an_address_that_is_none(api: Api, provider: Provider, email: object) -> None:
    given = brought_back(api, provider, email=email)

    answer = api.client.post(f"{SOCIAL}oidc/", given)

    assert answer.status_code in {400, 409}
    assert not User.objects.exists()


def test_an_id_that_is_endless(api: Api, provider: Provider) -> None:
    log_in(api, provider, sub="7" * 1000, expect=400)


def test_the_same_id_of_another_issuer(api: Api, provider: Provider) -> None:
    """The operator has changed the server behind the name, which numbers its users anew."""
    log_in(api, provider)
    provider.issuer = "https://other.acme.test"

    log_in(api, provider, email="eve@acme.test", expect=409)

    assert User.objects.get().email == "ada@acme.test"
