from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from config.settings import validation as rule
from utils.signing_keys import parse_key

SECRET = "Q9wLr2XcVb7NmK5jHg3FdSa1PoIuYtR8eWqZx6CvBn4MlKjJhGfDs0AzTyU"


def pem(key: Any, encryption: Any = None) -> str:
    text: bytes = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption or NoEncryption())
    return text.decode()


def public(key: Any) -> str:
    text: bytes = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return text.decode()


GOOD = ed25519.Ed25519PrivateKey.generate()


def test_one_key_has_one_id_in_its_private_and_its_public_form() -> None:
    assert parse_key(pem(GOOD)).id == parse_key(public(GOOD)).id


def test_the_id_is_the_thumbprint_of_the_standard() -> None:
    # RFC 8037, appendix A.3: the key of A.2 and its thumbprint.
    key = ed25519.Ed25519PublicKey.from_public_bytes(
        bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    )
    text = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()

    assert parse_key(text).id == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


UNFIT = {
    "a short RSA key": pem(rsa.generate_private_key(public_exponent=65537, key_size=1024)),  # noqa: S505
    "another curve": pem(ec.generate_private_key(ec.SECP521R1())),
    "a password": pem(GOOD, BestAvailableEncryption(b"password")),
    "nonsense": "-----BEGIN PRIVATE KEY-----\nnonsense\n-----END PRIVATE KEY-----",
}


@pytest.mark.parametrize("text", UNFIT.values(), ids=UNFIT.keys())
def test_an_unfit_key_is_refused_before_anything_starts(text: str) -> None:
    with pytest.raises(ValueError, match=r"must be|is no readable key") as refusal:
        parse_key(text)

    assert rule.signing_key(text) == rule.known_key(text) == str(refusal.value)
    assert text not in str(refusal.value)


def test_what_signs_and_what_is_known() -> None:
    assert rule.signing_key(SECRET) is rule.known_key(SECRET) is None
    assert rule.signing_key(pem(GOOD)) is rule.known_key(pem(GOOD)) is None
    assert rule.signing_key(public(GOOD)) == "is a public key: it signs nothing"
    assert rule.known_key(public(GOOD)) is None
    assert rule.known_key("change-me") == rule.signing_key("change-me") == "is a placeholder"
