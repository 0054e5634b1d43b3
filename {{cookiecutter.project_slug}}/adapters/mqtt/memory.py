"""A broker in this process, for tests and for development without one."""

import queue
from collections.abc import Sequence
from typing import NamedTuple

from adapters.mqtt.base import Message, NotDelivered


class Published(NamedTuple):
    topic: str
    payload: bytes
    expires: int
    correlation: bytes


class MemoryTransport:
    def __init__(self) -> None:
        self.waiting = queue.Queue[Message]()
        self.acknowledged: list[Message] = []
        self.published: list[Published] = []
        self.is_away = False
        self.has_left = False

    def open(self, client_id: str, topics: Sequence[str], *, leaving: bool = False) -> None:
        self.client_id, self.topics, self.has_left = client_id, topics, leaving

    def receive(self, *, most: int, seconds: float) -> list[Message]:
        try:
            found = [self.waiting.get(timeout=seconds)]
        except queue.Empty:
            return []
        while len(found) < most and not self.waiting.empty():
            found.append(self.waiting.get())
        return found

    def publish(self, topic: str, payload: bytes, *, expires: int, correlation: bytes) -> None:
        if self.is_away:
            raise NotDelivered("The broker is away.")
        self.published.append(Published(topic, payload, expires, correlation))

    def close(self) -> None:
        """Nothing is connected."""

    def come(self, topic: str, payload: bytes) -> Message:
        """What a device sends."""
        message = Message(topic, payload, lambda: self.acknowledged.append(message))
        self.waiting.put(message)
        return message
