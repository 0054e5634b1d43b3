"""One-use tickets for the WebSocket handshake.

A browser cannot send a header with the handshake, and an address lands in logs: so the address
carries a ticket that is worth nothing once it has been seen, instead of a token.
"""

import secrets
from typing import Final

from django.core.cache import cache

LIFETIME: Final = 30  # seconds
LENGTH: Final = 43  # characters: 32 random bytes, URL-safe


def issue(user_id: int) -> str:
    ticket = secrets.token_urlsafe(32)
    cache.set(_key(ticket), user_id, timeout=LIFETIME)
    return ticket


def redeem(ticket: str) -> int | None:
    """The user that the ticket was issued to, or ``None`` if it is unknown, expired or used.

    Of two that come at once with the same ticket only one is let in: whose delete found the key.
    """
    if len(ticket) != LENGTH:
        return None
    user_id: int | None = cache.get(_key(ticket))
    if user_id is None or not cache.delete(_key(ticket)):
        return None
    return user_id


def _key(ticket: str) -> str:
    return f"realtime:ticket:{ticket}"
