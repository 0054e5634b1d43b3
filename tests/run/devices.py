"""A device that speaks MQTT as Mosquitto's own clients do."""

import json
import subprocess
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from tests.run.journey import Client
from tests.run.services import MOSQUITTO

PATIENCE = 30  # seconds


@dataclass(frozen=True)
class Device:
    id: str
    path: str

    def command(self, client: Client, command_id: str) -> dict[str, Any]:
        found: dict[str, Any] = client.call("GET", f"{self.path}commands/{command_id}/", 200).json()
        return found


def register(client: Client) -> Device:
    organization = client.call("POST", "/api/v1/organizations/", 201, name="Waterworks").json()
    devices = f"/api/v1/organizations/{organization['id']}/devices/"
    made = client.call("POST", devices, 201, name="Pump").json()
    return Device(made["id"], f"{devices}{made['id']}/")


def measured(**readings: object) -> dict[str, Any]:
    return {"id": str(uuid.uuid4()), "at": datetime.now(UTC).isoformat(), "readings": readings}


def says(prefix: str, device: Device, kind: str, *payloads: dict[str, Any]) -> None:
    publish(f"{prefix}/{device.id}/{kind}", map(json.dumps, payloads))


def publish(topic: str, lines: Iterable[str], login: Iterable[str] = ()) -> None:
    """Each line with QoS 1, until the broker has them all."""
    subprocess.run(
        ["mosquitto_pub", *(login or broker()), "-q", "1", "-t", topic, "-l"],
        input="".join(f"{line}\n" for line in lines),
        text=True,
        timeout=PATIENCE,
        check=True,
    )


@contextmanager
def subscribed(prefix: str, device: Device) -> Iterator[None]:
    """The broker keeps what the device is told until it asks."""
    subscribe(prefix, device, "-c", "-E")
    try:
        yield
    finally:
        subscribe(prefix, device, "-E")


def next_order(prefix: str, device: Device) -> dict[str, Any]:
    order: dict[str, Any] = json.loads(
        subscribe(prefix, device, "-c", "-C", "1", "-W", str(PATIENCE))
    )
    return order


def subscribe(prefix: str, device: Device, *options: str) -> str:
    what = ["-i", device.id, "-q", "1", "-t", f"{prefix}/{device.id}/commands"]
    done = subprocess.run(
        ["mosquitto_sub", *broker(), *what, *options],
        capture_output=True,
        text=True,
        timeout=2 * PATIENCE,
        check=True,
    )
    return done.stdout


def broker() -> list[str]:
    address = urlsplit(MOSQUITTO)
    return ["-h", address.hostname or "", "-p", str(address.port or 1883)]
