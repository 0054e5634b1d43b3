"""Tokens that nobody but us has signed, with the keys that we have now and those we had."""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from django.conf import LazySettings
from django.core.management import call_command

from apps.accounts.models import User
from services.accounts.sessions import SessionService
from tests.client import Api
from tests.factories.accounts import PASSWORD
from utils.signing_keys import parse_key

pytestmark = pytest.mark.django_db

ME = "/api/v1/users/me/"
LOGIN = "/api/v1/auth/token/"
JWKS = "/.well-known/jwks.json"
OLD_SECRET = "the-secret-of-last-year-that-signed-all-tokens-until-then"


def pem(key: Any) -> str:
    text: bytes = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return text.decode()


KEYS = {
    "EdDSA": pem(ed25519.Ed25519PrivateKey.generate()),
    "ES256": pem(ec.generate_private_key(ec.SECP256R1())),
    "ES384": pem(ec.generate_private_key(ec.SECP384R1())),
    "RS256": pem(rsa.generate_private_key(public_exponent=65537, key_size=2048)),
}


def public_pem(private: str) -> str:
    key = parse_key(private).verifying
    return str(key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode())


def access(user: User) -> str:
    return SessionService().open(user=user).access


def with_header(token: str, **changes: str | None) -> str:
    head, _, rest = token.partition(".")
    header = json.loads(urlsafe_b64decode(head + "=="))
    header = {name: value for name, value in (header | changes).items() if value is not None}
    return urlsafe_b64encode(json.dumps(header).encode()).rstrip(b"=").decode() + f".{rest}"


@pytest.mark.parametrize("algorithm", KEYS)
def test_another_service_knows_our_tokens_by_what_we_publish(
    settings: LazySettings, api: Api, user: User, algorithm: str
) -> None:
    settings.JWT_SIGNING_KEY = KEYS[algorithm].replace("\n", "\\n")

    pair = api.post(LOGIN, {"email": user.email, "password": PASSWORD}, expect=200)
    published = jwt.PyJWKSet.from_dict(api.get(JWKS))
    key = published[jwt.get_unverified_header(pair["access"])["kid"]]
    claims = jwt.decode(pair["access"], key, algorithms=[algorithm])

    assert claims["user_id"] == str(user.pk)
    assert api.response["Cache-Control"] == "public, max-age=3600"
    api.bearer(pair["access"]).get(ME)
    api.anonymous().post(f"{LOGIN}refresh/", {"refresh": pair["refresh"]}, expect=200)


def test_a_secret_is_never_published(settings: LazySettings, api: Api) -> None:
    settings.JWT_PREVIOUS_KEYS = [OLD_SECRET]

    assert api.get(JWKS) == {"keys": []}


def test_only_the_public_part_of_a_key_is_published(settings: LazySettings, api: Api) -> None:
    settings.JWT_SIGNING_KEY, *settings.JWT_PREVIOUS_KEYS = KEYS.values()

    published = api.get(JWKS)["keys"]

    assert [key["alg"] for key in published] == list(KEYS)
    for key in published:
        assert key.keys() <= {"kty", "crv", "x", "y", "n", "e", "kid", "alg", "use"}


@pytest.mark.parametrize("newest", [*KEYS.values(), "another-secret-" * 5])
def test_a_new_key_leaves_sessions_alive_and_an_unlisted_one_ends_them(
    settings: LazySettings, api: Api, user: User, newest: str
) -> None:
    settings.JWT_SIGNING_KEY = OLD_SECRET
    pair = SessionService().open(user=user)
    settings.JWT_SIGNING_KEY, settings.JWT_PREVIOUS_KEYS = newest, [OLD_SECRET]

    api.bearer(pair.access).get(ME)
    again = api.anonymous().post(f"{LOGIN}refresh/", {"refresh": pair.refresh}, expect=200)
    settings.JWT_PREVIOUS_KEYS = []

    api.bearer(again["access"]).get(ME)
    api.bearer(pair.access).get(ME, expect=401)


def test_a_previous_key_may_be_public(settings: LazySettings, api: Api, user: User) -> None:
    settings.JWT_SIGNING_KEY = KEYS["ES256"]
    token = access(user)
    settings.JWT_SIGNING_KEY = KEYS["EdDSA"]
    settings.JWT_PREVIOUS_KEYS = [public_pem(KEYS["ES256"])]

    api.bearer(token).get(ME)


@pytest.mark.parametrize("algorithm", KEYS)
def test_algorithm_confusion_signing_with_the_published_key_as_a_secret(
    settings: LazySettings, api: Api, user: User, algorithm: str
) -> None:
    settings.JWT_SIGNING_KEY = KEYS[algorithm]
    token = access(user)
    unsigned = with_header(token, alg="HS256").rpartition(".")[0]
    signature = hmac.digest(public_pem(KEYS[algorithm]).encode(), unsigned.encode(), "sha256")
    forged = f"{unsigned}.{urlsafe_b64encode(signature).rstrip(b'=').decode()}"

    api.bearer(forged).get(ME, expect=401)


@pytest.mark.parametrize(
    "changes",
    [
        {"alg": "none"},
        {"alg": "HS512"},
        {"kid": "unknown"},
        {"kid": "../../dev/null"},
    ],
)
def test_a_forged_header(
    settings: LazySettings, api: Api, user: User, changes: dict[str, str]
) -> None:
    settings.JWT_SIGNING_KEY = KEYS["ES256"]

    api.bearer(with_header(access(user), **changes)).get(ME, expect=401)


def test_a_key_that_the_token_brings_along_is_not_used(
    settings: LazySettings, api: Api, user: User
) -> None:
    settings.JWT_SIGNING_KEY = KEYS["ES256"]
    claims = jwt.decode(access(user), options={"verify_signature": False})
    own = parse_key(pem(ec.generate_private_key(ec.SECP256R1())))
    headers = {"jwk": own.jwk, "jku": "https://evil.test/jwks.json"}
    forged = jwt.encode(claims, own.signing, algorithm="ES256", headers=headers)

    api.bearer(forged).get(ME, expect=401)


@pytest.mark.parametrize("algorithm", ["HS256", "EdDSA", "ES256", "RS256"])
def test_the_command_prints_a_key_that_is_accepted(
    capsys: pytest.CaptureFixture[str], algorithm: str
) -> None:
    call_command("make_signing_key", "--algorithm", algorithm)

    printed = capsys.readouterr().out.strip()

    assert "\n" not in printed
    assert parse_key(printed).algorithm == algorithm
