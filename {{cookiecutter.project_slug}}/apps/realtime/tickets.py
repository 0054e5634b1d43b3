"""One-use tickets for the WebSocket handshake.

A browser cannot send a header with the handshake, and an address lands in logs: so the address
carries a ticket that is worth nothing once it has been seen, instead of a token.
"""

import secrets
import time
from dataclasses import dataclass
from typing import Final

from django.core.cache import cache

LIFETIME: Final = 30  # seconds
LENGTH: Final = 43  # characters: 32 random bytes, URL-safe


@dataclass(frozen=True)
class Holder:
    """Whom a ticket was issued to, and in which session."""

    user_id: int
    session_id: str


def issue(holder: Holder) -> str:
    ticket = secrets.token_urlsafe(32)
    stored = (holder.user_id, holder.session_id, time.time() + LIFETIME)
    cache.set(_key(ticket), stored, timeout=LIFETIME)
    return ticket


def redeem(ticket: str) -> Holder | None:
    """Who holds the ticket, or ``None`` if it is unknown, expired or used.

    Of two that come at once with the same ticket only one is let in: whose delete found the key.
    """
    if len(ticket) != LENGTH:
        return None
    stored: tuple[int, str, float] | None = cache.get(_key(ticket))
    if stored is None or not cache.delete(_key(ticket)):
        return None
    user_id, session_id, expires_at = stored
    return Holder(user_id, session_id) if time.time() < expires_at else None


def _key(ticket: str) -> str:
    return f"realtime:ticket:{ticket}"
