import json
from typing import Any, Final

import structlog
from channels.db import database_sync_to_async
from channels.exceptions import DenyConnection
from channels.generic.websocket import AsyncJsonWebsocketConsumer

from apps.realtime import groups
from apps.realtime.tickets import Holder
from services.accounts.sessions import SessionService

log = structlog.get_logger("realtime")

LONGEST_FRAME: Final = 16_384  # characters
SESSION_ENDED: Final = 4401  # close codes of our own start at 4000
TOO_LARGE: Final = 1009  # RFC 6455, 7.4.1


class EventConsumer(AsyncJsonWebsocketConsumer):
    """A user's socket: frames of JSON, each with a ``type``.

    Sends ``welcome``, then what happens to the user. Understands ``ping``; anything else is
    answered by an ``error`` frame and leaves the connection open.
    """

    async def connect(self) -> None:
        holder: Holder = self.scope["holder"]
        self.user_id = holder.user_id
        await self.channel_layer.group_add(groups.of_user(self.user_id), self.channel_name)
        # Asked when the group is joined: an end of the session from here on is heard of.
        if not await database_sync_to_async(SessionService().is_live)(holder.session_id):
            raise DenyConnection
        await self.accept()
        await self.send_json({"type": "welcome", "user_id": self.user_id})
        log.info("socket opened", user_id=self.user_id)

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(groups.of_user(self.user_id), self.channel_name)
        log.info("socket closed", user_id=self.user_id, code=code)

    async def receive(
        self, text_data: str | None = None, bytes_data: bytes | None = None, **_: Any
    ) -> None:
        if text_data is None:
            await self.refuse("binary_frame", "Send text frames.")
        elif len(text_data) > LONGEST_FRAME:
            await self.close(TOO_LARGE)
        else:
            await self.understand(text_data)

    async def understand(self, text: str) -> None:
        try:
            frame = json.loads(text)
        except ValueError:
            await self.refuse("malformed", "The frame is no JSON.")
            return
        match frame:
            case {"type": "ping"}:
                await self.send_json({"type": "pong"})
            case {"type": str(unknown)}:
                await self.refuse("unknown_type", f"There is no frame of type {unknown[:40]!r}.")
            case _:
                await self.refuse("malformed", "The frame has no type.")

    async def refuse(self, code: str, detail: str) -> None:
        await self.send_json({"type": "error", "code": code, "detail": detail})

    async def push(self, message: dict[str, Any]) -> None:
        """Handler of ``push`` messages from the channel layer."""
        await self.send_json(message["frame"])

    async def end(self, _: dict[str, Any]) -> None:
        """Handler of ``end`` messages from the channel layer."""
        await self.send_json({"type": "session.ended"})
        await self.close(SESSION_ENDED)
