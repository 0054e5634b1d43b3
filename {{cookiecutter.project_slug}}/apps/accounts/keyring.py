"""Which keys sign tokens, and which ones still know them."""

from functools import lru_cache
from typing import Any, Final

import jwt
from django.conf import settings
from rest_framework_simplejwt.backends import TokenBackend
from rest_framework_simplejwt.exceptions import TokenBackendError, TokenBackendExpiredToken

from utils.signing_keys import SigningKey, parse_key

UNNAMED: Final = None  # what a token without a key's id asks for


class Keyring(TokenBackend):
    """Signs by the newest key, and names it in the header; knows tokens of the previous ones too.

    Each key verifies by its own algorithm alone, whatever a token's header says.
    """

    def __init__(self, newest: SigningKey, previous: tuple[SigningKey, ...] = ()) -> None:
        super().__init__(newest.algorithm)
        self.newest = newest
        self.keys = (newest, *previous)
        self.by_id: dict[Any, SigningKey] = {key.id: key for key in self.keys}
        self.by_id[UNNAMED] = newest

    def encode(self, payload: dict[str, Any]) -> str:
        key = self.newest
        return jwt.encode(payload, key.signing, key.algorithm, headers={"kid": key.id})

    def decode(self, token: Any, verify: bool = True) -> dict[str, Any]:  # noqa: FBT001, FBT002
        try:
            key = self.by_id[jwt.get_unverified_header(token).get("kid", UNNAMED)]
            options: Any = {"verify_signature": verify, "verify_aud": False}
            return jwt.decode(token, key.verifying, algorithms=[key.algorithm], options=options)
        except jwt.ExpiredSignatureError as error:
            raise TokenBackendExpiredToken("Token is expired") from error
        except (jwt.InvalidTokenError, KeyError) as error:
            raise TokenBackendError("Token is invalid") from error

    def public(self) -> list[dict[str, Any]]:
        """What others need in order to know our tokens: nothing where the keys are secrets."""
        return [key.jwk for key in self.keys if key.jwk]


def keyring() -> Keyring:
    return _made_of(settings.JWT_SIGNING_KEY, tuple(settings.JWT_PREVIOUS_KEYS))


@lru_cache(maxsize=8)
def _made_of(newest: str, previous: tuple[str, ...]) -> Keyring:
    return Keyring(parse_key(newest), tuple(map(parse_key, previous)))
