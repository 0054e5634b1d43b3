"""Many sockets at once, each of which comes back when it is cut off, and resumes."""

import asyncio
import json
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.typing import Origin

from tests.run.production import FRONTEND, HOST

PATIENCE = 240  # seconds until everybody must have heard everything


@dataclass
class Crowd:
    port: int
    topic: str
    wanted: int  # events that each must hear of
    tickets: "asyncio.Queue[str]" = field(default_factory=asyncio.Queue)
    subscribed: int = 0
    cut_off: int = 0
    heard: list[list[str]] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)  # seconds from an event to who hears of it

    async def gather(self, size: int, scene: Callable[[], Coroutine[object, object, None]]) -> None:
        """Let `size` sockets listen while `scene` is played, until all have heard everything."""
        self.heard = [[] for _ in range(size)]
        members = [asyncio.create_task(self._member(heard)) for heard in self.heard]
        played = asyncio.create_task(scene())
        try:
            await asyncio.wait_for(asyncio.gather(played, *members), PATIENCE)
        finally:
            for task in (played, *members):
                task.cancel()

    async def all_subscribed(self, count: int) -> None:
        while self.subscribed < count:
            await asyncio.sleep(0.05)

    async def _member(self, heard: list[str]) -> None:
        while len(heard) < self.wanted:
            ticket = await self.tickets.get()
            try:
                await self._listen(ticket, heard)
            except (ConnectionClosed, InvalidHandshake, OSError):
                self.cut_off += 1

    async def _listen(self, ticket: str, heard: list[str]) -> None:
        async with connect(
            f"ws://{HOST}/ws/?ticket={ticket}",
            host="127.0.0.1",
            port=self.port,
            origin=Origin(FRONTEND),
            open_timeout=60,
            ping_interval=None,
            compression=None,
            proxy=None,
        ) as socket:
            after = {"after": heard[-1]} if heard else {}
            await socket.send(json.dumps({"type": "subscribe", "topic": self.topic, **after}))
            async for text in socket:
                frame = json.loads(text)
                if frame["type"] == "ping":
                    await socket.send('{"type": "pong"}')
                elif frame["type"] == "subscribed":
                    assert frame["complete"], frame
                    self.subscribed += 1
                elif frame["type"] == "event":
                    heard.append(frame["id"])
                    happened = datetime.fromisoformat(frame["at"]).timestamp()
                    self.delays.append(time.time() - happened)
                    if len(heard) == self.wanted:
                        return
