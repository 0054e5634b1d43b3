"""Keys that sign tokens: shared secrets, or private keys whose public part others may know."""

import hashlib
import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from typing import Any, Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key
from jwt import algorithms

PEM: Final = "-----BEGIN "
SHORTEST_RSA: Final = 2048  # bits
CURVES: Final = {"secp256r1": "ES256", "secp384r1": "ES384"}
THUMBPRINTED: Final = ("crv", "e", "kty", "n", "x", "y")  # RFC 7638, sections 3.2 and 3.2.1

Jwk = dict[str, Any]


@dataclass(frozen=True)
class SigningKey:
    """One key, with the one algorithm that it is good for: a token cannot choose another."""

    id: str
    algorithm: str
    verifying: Any
    signing: Any = None  # None: it knows signatures, and makes none
    jwk: Jwk | None = None  # what others may know (RFC 7517); None: it is a shared secret


def parse_key(text: str) -> SigningKey:
    r"""A secret, or a key in PEM whose line breaks may be written as ``\n``.

    Raises ``ValueError`` with what is wrong with it, which does not repeat it.
    """
    text = text.strip().replace("\\n", "\n")
    if not text.startswith(PEM):
        return SigningKey(_hash(b"kid:" + text.encode()), "HS256", text.encode(), text.encode())
    try:
        if "PRIVATE" in text.partition("\n")[0]:
            signing: Any = load_pem_private_key(text.encode(), password=None)
            public = signing.public_key()
        else:
            signing, public = None, load_pem_public_key(text.encode())
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise ValueError("is no readable key in PEM without a password") from error
    algorithm, jwk = _described(public)
    known: Jwk = {name: jwk[name] for name in THUMBPRINTED if name in jwk}
    key_id = _hash(json.dumps(known, sort_keys=True, separators=(",", ":")).encode())
    jwk = {**known, "kid": key_id, "alg": algorithm, "use": "sig"}
    return SigningKey(key_id, algorithm, public, signing, jwk)


def _described(public: Any) -> tuple[str, Jwk]:
    if isinstance(public, Ed25519PublicKey):
        return "EdDSA", algorithms.OKPAlgorithm.to_jwk(public, as_dict=True)
    if isinstance(public, EllipticCurvePublicKey) and public.curve.name in CURVES:
        jwk = algorithms.ECAlgorithm.to_jwk(public, as_dict=True)
        return CURVES[public.curve.name], jwk
    if isinstance(public, RSAPublicKey) and public.key_size >= SHORTEST_RSA:
        return "RS256", algorithms.RSAAlgorithm.to_jwk(public, as_dict=True)
    raise ValueError("must be Ed25519, P-256, P-384, or RSA with 2048 bits or more")


def _hash(data: bytes) -> str:
    return urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
