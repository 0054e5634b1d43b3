"""A bridge in a thread, and what devices send it."""

import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import msgspec
from django.db import connection
from django.utils import timezone

from adapters.mqtt.memory import MemoryTransport
from apps.devices.models import Device
from services.devices.bridge import Bridge

PATIENCE: Final = 30.0  # seconds


def measured(**changes: Any) -> bytes:
    whole = {"id": uuid.uuid4(), "at": timezone.now(), "readings": {"pressure": 2.5}}
    return msgspec.json.encode(whole | changes)


def on(device: Device, kind: str) -> str:
    return f"devices/{device.pk}/{kind}"


def said(**fields: Any) -> bytes:
    return msgspec.json.encode(fields)


def until(question: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not question():
        assert time.monotonic() < deadline, "it has not happened"
        time.sleep(0.02)


@contextmanager
def running(bridge: Bridge, *, leaving: bool = False) -> Iterator[None]:
    """Until the block ends, or until it has left."""
    stop = threading.Event()

    def run() -> None:
        try:
            bridge.run(stop, name="one", leaving=leaving)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        if not leaving:
            stop.set()
        thread.join(PATIENCE)
        assert not thread.is_alive()


def handled(transport: MemoryTransport, bridge: Bridge) -> None:
    """Store what has come, in this thread and its transaction."""
    batch = transport.receive(most=1_000, seconds=0.01)
    bridge.keep(batch, threading.Event())
