from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

import httpx

from adapters.http.outside.breaker import Breaker
from adapters.http.outside.errors import TooManyCalls
from adapters.http.outside.limits import Limits


class Host:
    """What all event loops of this process know about a host."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.name = name
        self.breaker = Breaker(name, failures=limits.failures, cooling=limits.cooling)
        self._places = BoundedSemaphore(limits.calls)

    @contextmanager
    def place(self) -> Iterator[None]:
        """Raises `TooManyCalls` at once: who would wait here waits for a host that is slow already."""
        if not self._places.acquire(blocking=False):
            raise TooManyCalls(self.name, "too many calls at once")
        try:
            yield
        finally:
            self._places.release()


class Hosts:
    """They are kept for good: we choose them, so there are few."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._hosts: dict[str, Host] = {}
        self._lock = Lock()

    def of(self, url: str) -> Host:
        parsed = httpx.URL(url)
        name = f"{parsed.host}:{parsed.port}" if parsed.port else parsed.host
        with self._lock:
            if name not in self._hosts:
                self._hosts[name] = Host(name, self.limits)
            return self._hosts[name]
