"""Events of the tests' own, and a bus of their own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib.auth.models import Group

from apps.events.bus import Bus
from apps.events.event import Event
from apps.events.unit_of_work import unit_of_work


@dataclass(frozen=True)
class DoorOpened(Event):
    version: ClassVar[int] = 2
    aggregate: ClassVar = ("door", "door")

    door: int
    number: int = 0
    by: str = "nobody"

    @classmethod
    def upcast(cls, payload: dict[str, Any], version: int) -> dict[str, Any]:
        """Version 1 told who, not by whom."""
        assert version == 1
        return {"by" if name == "who" else name: value for name, value in payload.items()}


def open_doors(bus: Bus, count: int, *, doors: int = 1) -> list[DoorOpened]:
    """One after the other: door 0, door 1, ..., door 0 again."""
    events = [DoorOpened(number % doors, number) for number in range(count)]
    with unit_of_work():
        bus.publish(*events)
    return events


def write(event: DoorOpened) -> None:
    """An effect that cannot happen twice: a group's name is unique."""
    Group.objects.create(name=f"door {event.door} {event.number}")


def ignore(event: Event) -> None:
    assert event.event_id


def effects() -> list[str]:
    rows = Group.objects.filter(name__startswith="door ").order_by("pk")
    return list(rows.values_list("name", flat=True))


def bus_for(**subscribers: Callable[[Any], None]) -> Bus:
    bus = Bus()
    for name, handler in subscribers.items():
        bus.subscribe_durably(DoorOpened, handler, name=name)
    return bus
