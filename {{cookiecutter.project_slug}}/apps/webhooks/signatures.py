"""Signatures of the Standard Webhooks specification: HMAC-SHA256 over id, time and body."""

import base64
import binascii
import hashlib
import hmac
import secrets
import time
from collections.abc import Mapping, Sequence
from typing import Final

PREFIX: Final = "whsec_"
SECRET_BYTES: Final = 32
TOLERANCE: Final = 300  # seconds that clocks may differ, and a captured request is worth anything


class BadSignature(Exception):
    """Not from whom it says, or not of now."""


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def headers(
    *, message_id: str, body: bytes, keys: Sequence[str], now: float | None = None
) -> dict[str, str]:
    """One signature for each secret: while one is replaced, receivers may know either."""
    timestamp = str(int(time.time() if now is None else now))
    signatures = [f"v1,{_sign(key, message_id, timestamp, body)}" for key in keys]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(signatures),
    }


def verify(
    given: Mapping[str, str], body: bytes, *, keys: Sequence[str], now: float | None = None
) -> str:
    """The message's id. Raises `BadSignature`. `given` is looked up in lower case."""
    try:
        message_id, timestamp = given["webhook-id"], given["webhook-timestamp"]
        signatures = given["webhook-signature"].split()
        age = (time.time() if now is None else now) - int(timestamp)
    except (KeyError, ValueError) as error:
        raise BadSignature("Its headers are missing or malformed.") from error
    if abs(age) > TOLERANCE:
        raise BadSignature("It is too old, or from the future.")
    expected = [f"v1,{_sign(key, message_id, timestamp, body)}".encode() for key in keys]
    for signature in signatures:
        if any(hmac.compare_digest(signature.encode(), one) for one in expected):
            return message_id
    raise BadSignature("It was signed by somebody else, or changed on its way.")


def _sign(key: str, message_id: str, timestamp: str, body: bytes) -> str:
    try:
        secret = base64.b64decode(key.removeprefix(PREFIX), validate=True)
    except binascii.Error as error:
        raise ValueError("A webhook's secret is base64, after whsec_.") from error
    signed = b".".join((message_id.encode(), timestamp.encode(), body))
    return base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()
