"""Stops asking a host that keeps failing. Belongs to no event loop, so all of a process share it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from time import monotonic

from adapters.http.outside.errors import CircuitOpen


@dataclass
class Attempt:
    is_trial: bool
    good: bool | None = None  # None: it says nothing of the host, as when the caller went away


class Breaker:
    """Opens after `failures` in a row, and then refuses for `cooling` seconds.

    After these one attempt at a time is let through: a good one closes it, a bad one opens it again.
    """

    def __init__(self, host: str, *, failures: int, cooling: float) -> None:
        self.host = host
        self.failures = failures
        self.cooling = cooling
        self._lock = Lock()
        self._failed = 0
        self._open_until: float | None = None  # on the monotonic clock; None: closed
        self._on_trial = False

    @property
    def state(self) -> str:
        """`closed`, `open` or `half-open`."""
        until = self._open_until
        if until is None:
            return "closed"
        return "open" if monotonic() < until else "half-open"

    @contextmanager
    def attempt(self) -> Iterator[Attempt]:
        """Raises `CircuitOpen`, or yields what has to be told how it went."""
        attempt = Attempt(is_trial=self._admit())
        try:
            yield attempt
        finally:
            with self._lock:
                self._note(attempt)

    def _admit(self) -> bool:
        with self._lock:
            state = self.state
            if state == "open" or self._on_trial:
                raise CircuitOpen(self.host, "circuit open")
            self._on_trial = state == "half-open"
            return self._on_trial

    def _note(self, attempt: Attempt) -> None:
        if attempt.is_trial:
            self._on_trial = False
        elif self._open_until is not None:
            return  # begun before it opened: only a trial tells how the host is now
        if attempt.good:
            self._failed = 0
            self._open_until = None
        elif attempt.good is False:
            self._failed += 1
            if attempt.is_trial or self._failed >= self.failures:
                self._open_until = monotonic() + self.cooling
