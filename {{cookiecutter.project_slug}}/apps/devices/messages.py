"""What devices and we say to each other, by topic: `<prefix>/<device's id>/<kind>`."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from django.conf import settings
from django.utils import timezone

from adapters.mqtt.base import LARGEST

EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
AHEAD: Final = timedelta(days=1)  # of our clock
BOUND: Final = 2**53  # beyond it JSON's readers round

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
Text = Annotated[str, msgspec.Meta(max_length=256)]
Whole = Annotated[int, msgspec.Meta(ge=-BOUND, le=BOUND)]
Reading = bool | Whole | float | Text
Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class Unacceptable(ValueError):
    """The message is not what its topic says. The text is for operators."""


class Payload(msgspec.Struct, frozen=True):
    pass


class Measured(Payload, frozen=True):
    """On `telemetry`. The same `id` says the same: a device that is unsure sends it again."""

    id: UUID
    at: Moment
    readings: Annotated[dict[Name, Reading], msgspec.Meta(min_length=1, max_length=100)]


class Status(Payload, frozen=True):
    """On `status`, retained; the device's last will says false."""

    online: bool


class Answer(Payload, frozen=True):
    """On `acks`: what came of a command."""

    id: UUID
    ok: bool
    detail: Annotated[str, msgspec.Meta(max_length=200)] = ""


KINDS: Final[dict[str, type[Payload]]] = {"telemetry": Measured, "status": Status, "acks": Answer}


def topics() -> list[str]:
    """What bridges subscribe to.

    They share all but the status: each hears that in order, and what the broker retained.
    """
    shared = f"$share/{settings.MQTT_GROUP}/{settings.MQTT_TOPIC_PREFIX}/+"
    status = f"{settings.MQTT_TOPIC_PREFIX}/+/status"
    return [*(f"{shared}/{kind}" for kind in KINDS if kind != "status"), status]


def commands_of(device_id: UUID) -> str:
    return f"{settings.MQTT_TOPIC_PREFIX}/{device_id}/commands"


def understood(topic: str, payload: bytes) -> tuple[UUID, Payload]:
    """Whose it is, by the topic alone, and what it says. Raises `Unacceptable`."""
    given, _, kind = topic.removeprefix(f"{settings.MQTT_TOPIC_PREFIX}/").partition("/")
    if kind not in KINDS:
        raise Unacceptable("no such topic")
    if len(payload) > LARGEST:
        raise Unacceptable("too large")
    try:
        device_id = UUID(given)
        said = msgspec.json.decode(payload, type=KINDS[kind])
    except (ValueError, RecursionError) as error:  # of which msgspec's errors are some
        raise Unacceptable(str(error) or type(error).__name__) from error
    if b"\\u0000" in payload:
        raise Unacceptable("holds a null character")
    if isinstance(said, Measured) and not EARLIEST < said.at < timezone.now() + AHEAD:
        raise Unacceptable("its clock is wrong")
    return device_id, said


def shown(payload: bytes, most: int = 2_000) -> str:
    text: str = payload[:most].decode("utf-8", "backslashreplace")
    return text.replace("\x00", "\\0")


def command(command_id: UUID, name: str, arguments: dict[str, Any], expires_at: datetime) -> bytes:
    return msgspec.json.encode(
        {"id": command_id, "name": name, "arguments": arguments, "expires_at": expires_at}
    )
