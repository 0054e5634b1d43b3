"""Limits on how often one may call: by address, by user, by scope, and for everybody together.

Counting takes one atomic step in ``adapters.counters``. Answers carry ``X-RateLimit-Limit``,
``-Remaining`` and ``-Reset`` (seconds) of the limit that is nearest, and ``Retry-After`` on a 429.
"""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import structlog
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.throttling import BaseThrottle

from adapters.counters import CounterUnavailable, Hit, Tally, get_counter
from apps.core.client_address import client_network

if TYPE_CHECKING:
    from rest_framework.views import APIView  # which imports this module, by the settings

log = structlog.get_logger("throttling")

PERIODS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
EVERYBODY: Final = "all"
OUTAGE_PAUSE: Final = 5.0  # seconds in which a counter that failed is not asked again


class RateThrottle(BaseThrottle):
    """A rate of ``DEFAULT_THROTTLE_RATES`` such as ``"600/min"``; none there means no limit."""

    scope: str | None = None

    def identify(self, request: Request) -> str | None:
        """Whom to count; ``None`` for a request that this limit does not concern."""
        user = request.user
        return f"user:{user.pk}" if user.is_authenticated else address_of(request)

    def hit(self, request: Request, view: "APIView") -> Hit | None:
        rate = api_settings.DEFAULT_THROTTLE_RATES.get(self.scope or "")
        who = self.identify(request) if rate else None
        if who is None:
            return None
        limit, window = parse_rate(str(rate))
        return Hit(f"{self.scope}:{who}", window, limit)

    def allow_request(self, request: Request, view: "APIView") -> bool:
        hit = self.hit(request, view)
        # What one limit has refused is no burden on the others.
        if hit is None or getattr(request, "throttled", False):
            return True
        self.reset = count([hit], request, view)
        return self.reset is None

    def wait(self) -> float | None:
        return self.reset


class AnonThrottle(RateThrottle):
    """Callers without an account, by address."""

    scope = "anon"

    def identify(self, request: Request) -> str | None:
        return None if request.user.is_authenticated else address_of(request)


class UserThrottle(RateThrottle):
    """Callers with an account, wherever they call from."""

    scope = "user"

    def identify(self, request: Request) -> str | None:
        return f"user:{request.user.pk}" if request.user.is_authenticated else None


class GlobalThrottle(RateThrottle):
    """All callers together: what the installation is built to bear."""

    scope = "global"

    def identify(self, request: Request) -> str | None:
        return EVERYBODY


class ScopedThrottle(RateThrottle):
    """The view's ``throttle_scope``; a view without one has no limit here."""

    def hit(self, request: Request, view: "APIView") -> Hit | None:
        self.scope = getattr(view, "throttle_scope", None)
        return super().hit(request, view) if self.scope else None


class WriteThrottle(ScopedThrottle):
    """The same for writes alone, where reads have the general limits."""

    def hit(self, request: Request, view: "APIView") -> Hit | None:
        return None if request.method in SAFE_METHODS else super().hit(request, view)


def address_of(request: Request) -> str:
    return f"address:{client_network(request._request)}"


def parse_rate(rate: str) -> tuple[int, int]:
    """``"10/min"`` is ten in sixty seconds."""
    number, _, period = rate.partition("/")
    return int(number), PERIODS[period[0]]


def count(hits: Sequence[Hit], request: Request, view: "APIView") -> int | None:
    """Count; the seconds to wait when a limit is exceeded. Without a counter everybody may pass."""
    return count_and_read(hits, (), request, view)[0]


def count_and_read(
    hits: Sequence[Hit], keys: Sequence[str], request: Request, view: "APIView"
) -> tuple[int | None, list[bytes | None]]:
    """The same, and what the counter finds under these keys."""
    tallies, found = outage.guard(hits, keys)
    for hit, tally in zip(hits, tallies, strict=False):
        tell(view.headers, hit, tally)
        if tally.hits > hit.limit:
            request.throttled = True  # type: ignore[attr-defined]
            return tally.reset, found
    return None, found


def tell(headers: dict[str, Any], hit: Hit, tally: Tally) -> None:
    """Keep the headers of the limit with the least left."""
    remaining = max(hit.limit - tally.hits, 0)
    told = headers.get("X-RateLimit-Remaining")
    if told is None or remaining < int(told):
        headers["X-RateLimit-Limit"] = str(hit.limit)
        headers["X-RateLimit-Remaining"] = str(remaining)
        headers["X-RateLimit-Reset"] = str(tally.reset)


class Outage:
    """A counter that failed is left alone for a while: one log line, and no request waits for it."""

    def __init__(self) -> None:
        self.until = 0.0

    def guard(
        self, hits: Sequence[Hit], keys: Sequence[str]
    ) -> tuple[list[Tally], list[bytes | None]]:
        if time.monotonic() < self.until:
            return [], []
        try:
            return get_counter().hit_and_read(hits, keys)
        except CounterUnavailable as error:
            self.until = time.monotonic() + OUTAGE_PAUSE
            log.warning("rate limits are off", reason=str(error), seconds=OUTAGE_PAUSE)
            return [], []


outage: Final = Outage()
