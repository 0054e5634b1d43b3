"""One answer for all who ask at the same time."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class _Abandoned(Exception):
    """The event loop that was finding out has ended: another one has to."""


class SingleFlight(Generic[Answer]):
    """Callers in any thread and any event loop share one run of `ask`, and its error if it fails.

    An answer is given to everybody for `seconds` more. Who goes away while it is found out does not
    stop that.
    """

    def __init__(self, ask: Callable[[], Awaitable[Answer]], *, seconds: float) -> None:
        self.ask = ask
        self.seconds = seconds
        self._lock = Lock()
        self._flight: Future[Answer] | None = None
        self._task: asyncio.Task[None] | None = None  # a loop alone would not keep it
        self._good_until = 0.0  # on the monotonic clock

    async def get(self) -> Answer:
        while True:
            try:
                return await asyncio.wrap_future(self._join())
            except _Abandoned:
                continue

    def _join(self) -> Future[Answer]:
        with self._lock:
            flight = self._flight
            if flight is None or (flight.done() and monotonic() >= self._good_until):
                self._flight = flight = Future()
                flight.set_running_or_notify_cancel()  # nobody who waits can cancel it any more
                self._task = asyncio.create_task(self._fly(flight))
            return flight

    async def _fly(self, flight: Future[Answer]) -> None:
        try:
            answer = await self.ask()
        except asyncio.CancelledError:
            flight.set_exception(_Abandoned())
            raise
        except Exception as error:  # noqa: BLE001 - raised where it is awaited
            flight.set_exception(error)
        else:
            self._good_until = monotonic() + self.seconds
            flight.set_result(answer)
