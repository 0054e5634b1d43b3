"""How much comes in and goes out of a socket."""

import asyncio
import time
from collections.abc import Awaitable, Callable


class Allowance:
    """A token bucket: `rate` frames a second, `burst` at once."""

    def __init__(
        self, rate: float, burst: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.rate, self.burst, self.clock = rate, burst, clock
        self._left, self._at = float(burst), clock()

    def take(self) -> float:
        """Seconds until the next frame is allowed; 0 where this one is."""
        now = self.clock()
        self._left = min(self.burst, self._left + (now - self._at) * self.rate)
        self._at = now
        if self._left < 1:
            return (1 - self._left) / self.rate
        self._left -= 1
        return 0.0


class Outbox:
    """Frames on their way to a client, who may be slower than what happens.

    Nobody waits for the client but the outbox: the socket goes on reading, and what other
    sockets hear of is not held up.
    """

    def __init__(self, send: Callable[[str], Awaitable[None]], most: int) -> None:
        self._send = send
        self._frames: asyncio.Queue[str] = asyncio.Queue(most)

    def put(self, text: str) -> bool:
        """Whether there was room."""
        try:
            self._frames.put_nowait(text)
        except asyncio.QueueFull:
            return False
        return True

    async def run(self) -> None:
        """Until it is cancelled, or the client is gone."""
        while True:
            text = await self._frames.get()
            try:
                await self._send(text)
            except OSError:  # uvicorn's way of saying so: `disconnect` is on its way
                return
            finally:
                self._frames.task_done()

    async def emptied(self) -> None:
        await self._frames.join()
