"""What sockets can hear of a device."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from apps.accounts.models import User
from apps.devices.events import TelemetryReceived
from apps.devices.models import Device
from apps.organizations.access import accessible
from apps.realtime.topics import Topic


def may_hear(user_id: int, device_id: str) -> bool:
    try:
        wanted = UUID(device_id)
    except ValueError:
        return False
    rows = accessible(Device.objects.all(), User(pk=user_id))
    return str(wanted) == device_id and rows.filter(pk=wanted).exists()


def readings(events: Sequence[TelemetryReceived]) -> list[dict[str, Any]]:
    return [event.readings for event in events]


def described(_: type[TelemetryReceived]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": {"type": ["boolean", "number", "string", "null"]},
    }


DEVICE: Final = Topic(
    kind="device",
    aggregate="device",
    events=(TelemetryReceived,),
    tell=readings,
    describe=described,
    allows=may_hear,
)
