"""Sockets without a server: the application is called as one would call it."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from asgiref.sync import async_to_sync, sync_to_async
from channels.testing import WebsocketCommunicator

from apps.events.bus import publish
from apps.events.event import Event
from apps.events.unit_of_work import unit_of_work
from apps.realtime import subscribers
from apps.realtime.frames import FROM_SERVER
from apps.realtime.routing import application

Scene = Callable[["Socket"], Awaitable[None]]


class Socket(WebsocketCommunicator):
    """One whose every frame is of a known shape."""

    def __init__(self, ticket: str, origin: str | None = None) -> None:
        headers = [(b"origin", origin.encode())] if origin else []
        super().__init__(application, f"/ws/?ticket={ticket}", headers)

    async def say(self, kind: str, **fields: Any) -> None:
        await self.send_json_to({"type": kind, **fields})

    async def hear(self, kind: str, **fields: Any) -> dict[str, Any]:
        """The next frame, which must be this one."""
        frame: dict[str, Any] = await self.receive_json_from()
        msgspec.convert(frame, type=FROM_SERVER)
        assert frame == {**frame, "type": kind, **fields}
        return frame

    async def closed(self, *, amid: str = "") -> int:
        """The code that it is closed with, after no other frames than `amid`."""
        output = await self.receive_output()
        while amid and output["type"] == "websocket.send":
            assert json.loads(output["text"]) == {"type": amid}
            output = await self.receive_output()
        assert output["type"] == "websocket.close", output
        return int(output["code"])


def play(scene: Scene, ticket: str) -> None:
    """Run `scene` on a socket that is open and welcomed."""

    async def run() -> None:
        client = Socket(ticket)
        connected, _ = await client.connect()
        assert connected
        await client.hear("welcome")
        await scene(client)
        await client.disconnect()

    async_to_sync(run)()


async def happens(event: Event) -> None:
    """It is stored, and relayed."""
    await sync_to_async(stored)(event)
    await sync_to_async(subscribers.push)(event)


def stored(*events: Event) -> None:
    with unit_of_work():
        publish(*events)
