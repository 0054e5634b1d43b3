import asyncio
import time
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, ClassVar, Final

import structlog
from channels.db import database_sync_to_async
from channels.exceptions import DenyConnection
from channels.generic.websocket import AsyncWebsocketConsumer
from django.db import Error as DatabaseError
from redis.exceptions import RedisError

from apps.realtime import groups, serving, topics
from apps.realtime.flow import Allowance, Outbox
from apps.realtime.frames import (
    Close,
    Code,
    Error,
    Frame,
    Misunderstood,
    Ping,
    Pong,
    SessionEnded,
    Subscribe,
    Subscribed,
    Unsubscribe,
    Unsubscribed,
    Welcome,
    encoded,
    understood,
)
from apps.realtime.history import Missed, missed
from apps.realtime.limits import Limits
from apps.realtime.tickets import Holder
from apps.realtime.topics import Place
from services.accounts.sessions import SessionService

log = structlog.get_logger("realtime")

REMEMBERED: Final = 1_000  # events that are not told twice
LAST_WORDS: Final = 2.0  # seconds that frames have to leave before the socket is closed


class EventConsumer(AsyncWebsocketConsumer):
    """A user's socket: it hears what happens to the user, and to topics that it subscribes to.

    The frames are those of `frames.py`, described by `asyncapi.py`. Handlers run one after
    another, so that what happens while a topic is resumed is told after what was missed.
    """

    limits: ClassVar[Limits] = Limits()
    tasks: Sequence[asyncio.Task[None]] = ()
    parting = False

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        serving.sockets.add(self)
        try:
            await super().__call__(scope, receive, send)
        except RedisError as error:
            log.warning("channel layer lost", reason=str(error))
            await serving.cut_off()
        finally:
            serving.sockets.discard(self)
            for task in self.tasks:
                task.cancel()

    async def connect(self) -> None:
        holder: Holder = self.scope["holder"]
        self.user_id, self.session_id = holder.user_id, holder.session_id
        self.joined: dict[str, Place] = {}
        self.told: OrderedDict[str, None] = OrderedDict()
        serving.here()
        await serving.join(groups.of_user(self.user_id), self.channel_name)
        # Asked when the group is joined: an end of the session from here on is heard of.
        if not await database_sync_to_async(SessionService().is_live)(self.session_id):
            raise DenyConnection
        for place in topics.own(self.user_id):
            await self.join(place)
        await self.accept()
        limits = self.limits
        self.opened_at = self.heard_at = time.monotonic()
        self.allowance, self.excess = Allowance(limits.frames_per_second, limits.burst), 0
        self.outbox = Outbox(self.send, limits.waiting)
        self.writing = asyncio.create_task(self.outbox.run())
        self.tasks = (self.writing, asyncio.create_task(self.watch()))
        self.say(Welcome(self.user_id, limits.heartbeat, limits.idle))
        log.info("socket opened", user_id=self.user_id)

    async def disconnect(self, code: int) -> None:
        log.info("socket closed", user_id=self.user_id, code=code)
        for place in list(self.joined.values()):
            await serving.leave(place.group, self.channel_name)
        await serving.leave(groups.of_user(self.user_id), self.channel_name)

    async def receive(
        self, text_data: str | None = None, bytes_data: bytes | None = None, **_: Any
    ) -> None:
        self.heard_at = time.monotonic()
        wait = self.allowance.take()
        if wait:
            self.excess += 1
            if self.excess > self.limits.burst:
                await self.part(Close.TOO_MANY_FRAMES)
            else:
                detail = "Too many frames. Send less."
                self.say(Error(Code.RATE_LIMITED, detail, retry_after=round(wait, 3)))
            return
        self.excess = 0
        if text_data is None:
            self.say(Error(Code.BINARY_FRAME, "Send text frames."))
        elif len(text_data) > self.limits.frame_length:
            await self.part(Close.TOO_LARGE)
        else:
            await self.understand(text_data)

    async def understand(self, text: str) -> None:
        try:
            frame = understood(text)
        except Misunderstood as why:
            self.say(why.error)
            return
        match frame:
            case Ping():
                self.say(Pong())
            case Subscribe():
                await self.subscribe(frame)
            case Unsubscribe(topic=name) if name in self.joined:
                await self.leave(self.joined[name], Unsubscribed(name, "asked"))
            case Unsubscribe(topic=name):
                self.say(Error(Code.UNKNOWN_TOPIC, "You do not subscribe to it.", name[:100]))

    async def subscribe(self, frame: Subscribe) -> None:
        place = topics.find(frame.topic, self.user_id)
        if place is None:
            self.say(Error(Code.UNKNOWN_TOPIC, "There is no such topic.", frame.topic[:100]))
            return
        if place.name not in self.joined and len(self.joined) >= self.limits.topics:
            self.say(Error(Code.TOO_MANY_TOPICS, "You subscribe to too many.", place.name))
            return
        if not await database_sync_to_async(place.allows)(self.user_id):
            self.say(Error(Code.FORBIDDEN, "You may not hear of it.", place.name))
            return
        await self.join(place)
        found = Missed([], complete=True)
        if frame.after is not None:
            found = await database_sync_to_async(missed)(
                place, frame.after, limit=self.limits.resumed
            )
        self.say(Subscribed(place.name, len(found.frames), found.complete))
        for happened in found.frames:
            self.tell(str(happened.id), encoded(happened))

    async def join(self, place: Place) -> None:
        await serving.join(place.group, self.channel_name)
        self.joined[place.name] = place

    async def leave(self, place: Place, why: Unsubscribed) -> None:
        # Taken out first: `watch`, which is a task of its own, may leave it at the same time.
        if self.joined.pop(place.name, None):
            await serving.leave(place.group, self.channel_name)
            self.say(why)

    def say(self, frame: Frame) -> None:
        self.put(encoded(frame))

    def tell(self, event_id: str, text: str) -> None:
        """An event, unless this socket has been told."""
        if event_id in self.told:
            return
        self.told[event_id] = None
        if len(self.told) > REMEMBERED:
            self.told.popitem(last=False)
        self.put(text)

    def put(self, text: str) -> None:
        if not self.outbox.put(text) and not self.parting:
            log.warning("socket too slow", user_id=self.user_id)
            self.parting = True
            self.tasks = (*self.tasks, asyncio.create_task(self.shut(Close.TOO_SLOW)))

    async def part(self, code: Close) -> None:
        """Close the socket, once what was said before has left, or has had its time."""
        if self.parting or not self.tasks:  # or it was not even accepted
            return
        self.parting = True
        try:
            await asyncio.wait_for(self.outbox.emptied(), LAST_WORDS)
        except TimeoutError:
            log.info("socket does not listen", user_id=self.user_id)
        await self.shut(code)

    async def shut(self, code: Close) -> None:
        self.writing.cancel()
        await self.close(code)

    async def watch(self) -> None:
        """Ping the client, see that it is there, and that it may still hear what it hears."""
        limits, beats = self.limits, 0
        while True:
            await asyncio.sleep(limits.heartbeat)
            now = time.monotonic()
            if now - self.heard_at > limits.idle:
                await self.part(Close.IDLE)
                return
            if now - self.opened_at > limits.lifetime:
                await self.part(Close.COME_BACK)
                return
            beats += 1
            if beats % limits.heartbeats_per_check == 0 and not await self.is_welcome():
                return
            self.say(Ping())

    async def is_welcome(self) -> bool:
        """A message that ends a session or a topic may be lost: this does not depend on it."""
        try:
            is_live, lost = await database_sync_to_async(self.look)(list(self.joined.values()))
        except DatabaseError:
            log.warning("socket not checked", user_id=self.user_id, exc_info=True)
            return True
        if not is_live:
            await self.end({})
            return False
        for place in lost:
            await self.revoke({"topic": place.name})
        return True

    def look(self, joined: list[Place]) -> tuple[bool, list[Place]]:
        lost = [place for place in joined if not place.allows(self.user_id)]
        return SessionService().is_live(self.session_id), lost

    async def push(self, message: dict[str, Any]) -> None:
        """Handler of ``push`` messages from the channel layer."""
        if message["topic"] in self.joined:
            self.tell(message["id"], message["text"])

    async def revoke(self, message: dict[str, Any]) -> None:
        """Handler of ``revoke`` messages from the channel layer."""
        place = self.joined.get(message["topic"])
        if place is not None:
            await self.leave(place, Unsubscribed(place.name, "forbidden"))

    async def end(self, _: dict[str, Any]) -> None:
        """Handler of ``end`` messages from the channel layer."""
        self.say(SessionEnded())
        await self.part(Close.SESSION_ENDED)
