from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

LARGEST: Final = 16_384  # bytes of a payload; a broker that speaks MQTT 5 sends no larger ones


class NotDelivered(Exception):
    """The broker has not taken a message over. It may have it all the same."""


@dataclass(frozen=True)
class Message:
    topic: str
    payload: bytes
    ack: Callable[[], None] = field(compare=False)  # to be called when it is stored


class Transport(Protocol):
    """One connection to the broker, which comes back by itself.

    Messages that were not acknowledged are given again, here or to another of the same group.
    Nothing but `publish` is to be called by several threads.
    """

    def open(self, client_id: str, topics: Sequence[str], *, leaving: bool = False) -> None:
        """Connect, now or as soon as there is a broker, and subscribe with QoS 1.

        The broker keeps what comes for `client_id` while it is away. Who is `leaving` ends the
        subscriptions instead: what the broker has kept still comes, and nothing more.
        """

    @property
    def has_left(self) -> bool:
        """Whether the broker has ended the subscriptions."""

    def receive(self, *, most: int, seconds: float) -> list[Message]:
        """What has come: as soon as there is something, and a moment for more of it."""

    def publish(self, topic: str, payload: bytes, *, expires: int, correlation: bytes) -> None:
        """With QoS 1; `expires` in seconds. Raises `NotDelivered`."""

    def close(self) -> None:
        """Disconnect. What was not acknowledged stays with the broker, unless it was left."""


def get_transport() -> Transport:
    return cast("Transport", import_string(settings.MQTT_TRANSPORT)())
