from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from apps.events.event import Event
from apps.organizations.events import OrganizationEvent


@dataclass(frozen=True)
class DeviceWentOnline(OrganizationEvent):
    device_id: UUID


@dataclass(frozen=True)
class DeviceWentOffline(OrganizationEvent):
    """By its own word, or by its last will."""

    device_id: UUID


@dataclass(frozen=True)
class CommandAnswered(OrganizationEvent):
    device_id: UUID
    command_id: UUID
    ok: bool


@dataclass(frozen=True)
class TelemetryReceived(Event):
    """For sockets alone. It is not in the event store: the telemetry is what is kept of it."""

    aggregate: ClassVar = ("device", "device_id")

    device_id: UUID
    readings: dict[str, bool | int | float | str]
