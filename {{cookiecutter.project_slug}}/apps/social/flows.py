"""The way of a browser to a provider and back: started once, finished once, by the same client."""

import hashlib
import secrets
from dataclasses import asdict, dataclass
from typing import Any, Final

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import constant_time_compare

from adapters.social.base import Start

BYTES: Final = 32


@dataclass(frozen=True)
class Flow:
    provider: str
    start: Start
    user_id: int | None  # who links; nobody yet for a login
    owner: str  # digest of what only the client that started it has


class FlowStore:
    """In the cache, for `SOCIAL_FLOW_SECONDS`. Without a cache nothing is found, and nobody let in."""

    def begin(self, provider: str, redirect_uri: str, user_id: int | None) -> tuple[Flow, str]:
        """The flow, and the secret that its client has to bring back."""
        secret = secrets.token_urlsafe(BYTES)
        start = Start(
            redirect_uri=redirect_uri,
            state=secrets.token_urlsafe(BYTES),
            nonce=secrets.token_urlsafe(BYTES),
            verifier=secrets.token_urlsafe(BYTES * 2),
        )
        flow = Flow(provider, start, user_id, _digest(secret))
        cache.set(_key(start.state), asdict(flow), timeout=settings.SOCIAL_FLOW_SECONDS)
        return flow, secret

    def take(self, provider: str, *, state: str, secret: str, user_id: int | None) -> Flow | None:
        """Of two calls at once one gets it; so does nobody who brings another's state."""
        kept: dict[str, Any] | None = cache.get(_key(state))
        if kept is None:
            return None
        flow = Flow(kept["provider"], Start(**kept["start"]), kept["user_id"], kept["owner"])
        if (
            flow.provider != provider
            or flow.user_id != user_id
            or not constant_time_compare(flow.owner, _digest(secret))
        ):
            return None
        return flow if cache.delete(_key(state)) else None


def _key(state: str) -> str:
    return f"social:{_digest(state)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
