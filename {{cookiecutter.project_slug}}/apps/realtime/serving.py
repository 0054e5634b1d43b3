"""The event loop of this process's sockets, if it has any, and how it speaks to the layer."""

import asyncio
import os
import threading
from collections.abc import Mapping
from functools import cache
from typing import Final, Protocol
from weakref import WeakKeyDictionary

import structlog
from asgiref.sync import async_to_sync
from channels.layers import InMemoryChannelLayer, get_channel_layer

from apps.realtime.frames import Close

log = structlog.get_logger("realtime")

PATIENCE: Final = 5.0  # seconds
AT_ONCE: Final = 50  # of a process's connections to Redis, of which there may be a hundred
_loop: asyncio.AbstractEventLoop | None = None
_turns: Final = WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore]()


class Socket(Protocol):
    async def part(self, code: Close) -> None: ...


sockets: Final = set[Socket]()  # of this process


async def cut_off() -> None:
    """Let all of this process come back: Redis has lost them, or what it had for them.

    Each of them notices by itself, so whom one has seen to is no concern of the next.
    """
    parting = [socket.part(Close.COME_BACK) for socket in sockets]
    sockets.clear()
    for outcome in await asyncio.gather(*parting, return_exceptions=True):
        if isinstance(outcome, Exception):
            log.info("socket was gone", reason=repr(outcome))


def here() -> None:
    global _loop  # noqa: PLW0603 - a process has one
    _loop = asyncio.get_running_loop()


async def join(group: str, channel: str) -> None:
    async with _turn():
        await get_channel_layer().group_add(group, channel)


async def leave(group: str, channel: str) -> None:
    async with _turn():
        await get_channel_layer().group_discard(group, channel)


def _turn() -> asyncio.Semaphore:
    """Hundreds come at once when a server has started again: more wait than have a connection."""
    return _turns.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE))


def send(group: str, message: Mapping[str, object]) -> None:
    """To a group, from any thread.

    The layer that is in memory belongs to the loop of the sockets, and is not to be touched from
    the thread of a relay.
    """
    layer = get_channel_layer()
    if not isinstance(layer, InMemoryChannelLayer):
        loop: asyncio.AbstractEventLoop | None = _sending_loop()
    else:
        loop = _loop if _loop is not None and _loop.is_running() else None
    if loop is None:
        async_to_sync(layer.group_send)(group, message)
    else:
        sending = asyncio.run_coroutine_threadsafe(layer.group_send(group, message), loop)
        sending.result(PATIENCE)


@cache
def _sending_loop() -> asyncio.AbstractEventLoop:
    """Of a thread that keeps its connection to Redis: a loop for each message would make one."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="channel-layer", daemon=True).start()
    return loop


# Of a thread, a forked process has no more than the memory.
os.register_at_fork(after_in_child=_sending_loop.cache_clear)
