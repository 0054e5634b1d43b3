"""Text that must not be readable in the database or its backups.

The key is derived from ``SECRET_KEY``; what ``SECRET_KEY_FALLBACKS`` encrypted stays readable.
"""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Undecipherable(Exception):
    """Encrypted with a key that we no longer have, or not by us."""


def encrypt(text: str, *, purpose: str) -> str:
    return _cipher(purpose).encrypt(text.encode()).decode()


def decrypt(token: str, *, purpose: str) -> str:
    """Raise ``Undecipherable`` for what ``encrypt`` did not make for the same purpose."""
    try:
        return _cipher(purpose).decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise Undecipherable(purpose) from error


def _cipher(purpose: str) -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(_derived(key, purpose)) for key in keys])


def _derived(key: str, purpose: str) -> bytes:
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode())
    return urlsafe_b64encode(derive.derive(key.encode()))
