"""What devices say, by kind: one message of each, and what comes of it."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, Final

from apps.devices.models import Command, CommandState, Device
from tests.factories.devices import CommandFactory
from tests.integration.mqtt.bridges import measured, said


@dataclass(frozen=True)
class Said:
    payload: Callable[[Device], bytes]
    effect: Callable[[Device], Any]


def answered(device: Device) -> bytes:
    command = CommandFactory.create(device=device, state=CommandState.SENT)
    return said(id=command.pk, ok=True)


def states(device: Device) -> list[str]:
    return list(
        Command.objects.filter(device=device).order_by("pk").values_list("state", flat=True)
    )


SAID: Final = {
    "telemetry": Said(lambda _: measured(), lambda device: device.telemetry.count()),
    "status": Said(
        lambda _: said(online=True),
        lambda device: Device.objects.get(pk=device.pk).is_online,
    ),
    "acks": Said(answered, states),
}


def undeclared(kinds: AbstractSet[str]) -> list[str]:
    return sorted(
        [f"devices say '{kind}': say in SAID what comes of it" for kind in kinds - SAID.keys()]
        + [f"devices do not say '{kind}'" for kind in SAID.keys() - kinds]
    )
