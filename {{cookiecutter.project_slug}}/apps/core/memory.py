"""What one process keeps for some seconds, up to a bound."""

import time
from collections.abc import Callable
from threading import Lock
from typing import Any, Generic, TypeVar

from cachetools import TLRUCache

Value = TypeVar("Value")


class Memory(Generic[Value]):
    """Values by hashable keys, safe for threads. When it is full the longest unused one goes.

    ``capacity`` and ``size`` are in the same unit, whichever it is; ``seconds`` says how long a
    value is kept, asked when it comes in.
    """

    def __init__(
        self,
        capacity: int,
        *,
        seconds: Callable[[Value], float],
        size: Callable[[Value], int] = lambda _value: 1,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        def until(_key: Any, value: Value, now: float) -> float:
            return now + seconds(value)

        self._size = size
        self._lock = Lock()
        self._kept: TLRUCache[Any, Value] = TLRUCache(capacity, until, clock, size)

    def get(self, key: Any) -> Value | None:
        with self._lock:
            return self._kept.get(key)

    def keep(self, key: Any, value: Value) -> None:
        """What is larger than everything together may be is not kept."""
        with self._lock:
            if self._size(value) <= self._kept.maxsize:
                self._kept[key] = value

    def forget(self) -> None:
        with self._lock:
            self._kept.clear()

    @property
    def size(self) -> int:
        """Of all that is kept."""
        with self._lock:
            return int(self._kept.currsize)
