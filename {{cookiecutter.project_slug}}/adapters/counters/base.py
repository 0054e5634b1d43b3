"""What every counter offers."""

import time
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class CounterUnavailable(Exception):
    """The counter cannot be reached; the caller decides what that means."""


class Hit(NamedTuple):
    """One event to be counted."""

    key: str
    window: int  # seconds
    limit: int  # how many of them the window allows


class Tally(NamedTuple):
    """How often it has happened in the current window, this time included."""

    hits: int
    reset: int  # seconds until the window ends


class Counter(Protocol):
    """Counts in windows that begin at whole multiples of their length.

    Each call is atomic: of calls at the same moment no two get the same count.
    """

    def hit(self, key: str, window_seconds: int) -> Tally:
        """Count one event; raise ``CounterUnavailable`` when that is not possible."""

    def hit_until_exceeded(self, hits: Sequence[Hit]) -> list[Tally]:
        """Count these in order, and none behind the first that exceeds its limit."""

    def reads(self, alias: str) -> bool:
        """Whether it counts where that cache is, and can read from there on the same way."""
        return False

    def hit_and_read(
        self, hits: Sequence[Hit], keys: Sequence[str]
    ) -> tuple[list[Tally], list[bytes | None]]:
        """``hit_until_exceeded``, and what is under these keys of a cache that it ``reads``.

        In one round trip, with nothing read where a limit is exceeded.
        """
        return self.hit_until_exceeded(hits), []


def window(key: str, seconds: int) -> tuple[str, int]:
    """The key of the current window, and the seconds that it has left."""
    now = int(time.time())
    number, elapsed = divmod(now, seconds)
    return f"{key}:{number}", seconds - elapsed


def get_counter() -> Counter:
    return _make(settings.THROTTLE_COUNTER)


@cache
def _make(path: str) -> Counter:
    counter: Counter = import_string(path)()
    return counter
