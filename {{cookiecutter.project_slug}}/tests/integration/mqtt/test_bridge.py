"""A bridge at work: on a broker in memory, and on a real one where `MQTT_URL` names it."""

import json
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import Mock
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings, settings
from django.db import OperationalError, connection
from paho.mqtt.client import Client, MQTTv5
from paho.mqtt.enums import CallbackAPIVersion

from adapters.mqtt import NotDelivered, get_transport
from adapters.mqtt.memory import MemoryTransport
from adapters.mqtt.paho import PahoTransport
from apps.devices.models import Command, CommandState, Device, Telemetry
from services.devices.bridge import Bridge
from services.devices.commands import CommandService
from tests.concurrency import at_once
from tests.factories.devices import CommandFactory, DeviceFactory
from tests.integration.mqtt.bridges import measured, on, running, said, until
from utils.heartbeat import is_alive

pytestmark = pytest.mark.django_db(transaction=True)


class World:
    """The side of the devices."""

    def __init__(self, transport: Any) -> None:
        self.transport = transport

    def send(self, topic: str, payload: bytes) -> None:
        self.transport.come(topic, payload)

    def commands(self) -> list[dict[str, Any]]:
        return [json.loads(published.payload) for published in self.transport.published]

    def listen(self, device: Device) -> None:
        """Nothing is needed for it here."""

    def again(self) -> Any:
        """The connection of a bridge that starts again."""
        return self.transport

    def close(self) -> None:
        """Nothing is connected."""


class RealWorld(World):
    def __init__(self, transport: Any, prefix: str) -> None:
        super().__init__(transport)
        self.prefix, self.got = prefix, list[bytes]()
        url = urlsplit(settings.MQTT_URL)
        self.client = Client(CallbackAPIVersion.VERSION2, protocol=MQTTv5)
        self.client.on_message = lambda *details: self.got.append(bytes(details[2].payload))
        self.subscribed = threading.Event()
        self.client.on_subscribe = lambda *_: self.subscribed.set()
        self.client.connect(url.hostname or "", url.port or 1883)
        self.client.loop_start()

    def send(self, topic: str, payload: bytes) -> None:
        topic = topic.replace("devices", self.prefix, 1)
        self.client.publish(topic, payload, qos=1).wait_for_publish(10)

    def commands(self) -> list[dict[str, Any]]:
        return [json.loads(payload) for payload in self.got]

    def again(self) -> Any:
        return PahoTransport()

    def listen(self, device: Device) -> None:
        self.client.subscribe(f"{self.prefix}/{device.pk}/commands", 1)
        assert self.subscribed.wait(10)

    def close(self) -> None:
        """The broker shall keep nothing for a bridge that is never to come back."""
        with running(Bridge(PahoTransport()), leaving=True):
            pass
        self.client.disconnect()
        self.client.loop_stop()


BROKERS = ["memory", *(["real"] if settings.MQTT_URL else [])]


@pytest.fixture(params=BROKERS)
def world(request: pytest.FixtureRequest, settings: LazySettings) -> Iterator[World]:
    if request.param == "memory":
        yield World(MemoryTransport())
        return
    settings.MQTT_TOPIC_PREFIX = settings.MQTT_GROUP = f"test-{uuid.uuid4().hex}"
    found = RealWorld(PahoTransport(), settings.MQTT_TOPIC_PREFIX)
    yield found
    found.close()


@pytest.fixture
def device() -> Device:
    return DeviceFactory.create()


def test_telemetry_and_status_come_through(world: World, device: Device) -> None:
    with running(Bridge(world.transport)):
        until(lambda: is_listening(world, device))
        for number in range(50):
            world.send(on(device, "telemetry"), measured(readings={"number": number}))
        until(lambda: Telemetry.objects.count() == 50)

    assert Device.objects.get().is_online


def test_who_leaves_for_good_takes_what_was_kept(world: World, device: Device) -> None:
    with running(Bridge(world.transport)):
        until(lambda: is_listening(world, device))
    for _ in range(5):
        world.send(on(device, "telemetry"), measured())

    with running(Bridge(world.again()), leaving=True):
        pass

    assert Telemetry.objects.count() == 5


def is_listening(world: World, device: Device) -> bool:
    """The bridge has subscribed, since it hears that the device is there."""
    world.send(on(device, "status"), said(online=True))
    return bool(Device.objects.filter(is_online=True).count())


def test_a_command_goes_out_and_its_answer_comes_back(world: World, device: Device) -> None:
    world.listen(device)
    with running(Bridge(world.transport)):
        until(lambda: is_listening(world, device))
        command = CommandFactory.create(device=device, arguments={"valve": 7})
        until(lambda: len(world.commands()) == 1)
        until(lambda: Command.objects.get().state == CommandState.SENT)
        (told,) = world.commands()
        assert told["id"] == str(command.pk)
        assert (told["name"], told["arguments"]) == ("open", {"valve": 7})

        world.send(on(device, "acks"), said(id=told["id"], ok=True))
        until(lambda: Command.objects.get().state == CommandState.DONE)

    assert len(world.commands()) == 1


def test_nothing_is_acknowledged_while_the_database_is_away(
    device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    transport = MemoryTransport()
    bridge = Bridge(transport)
    store, attempts = bridge.ingest.store, list[int]()

    def gone(batch: Any) -> None:
        attempts.append(len(transport.acknowledged))
        if len(attempts) == 1:
            raise OperationalError("the database is away")
        store(batch)

    monkeypatch.setattr(bridge.ingest, "store", gone)
    transport.come(on(device, "telemetry"), measured())
    with running(bridge):
        until(lambda: len(transport.acknowledged) == 1)

    assert attempts == [0, 0]
    assert Telemetry.objects.count() == 1


def test_who_stops_meanwhile_leaves_it_to_the_broker(
    device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    transport, tried = MemoryTransport(), threading.Event()
    bridge = Bridge(transport)

    def gone(_: Any) -> None:
        tried.set()
        raise OperationalError("the database is away")

    monkeypatch.setattr(bridge.ingest, "store", gone)
    transport.come(on(device, "telemetry"), measured())
    with running(bridge):
        assert tried.wait(30)

    assert transport.acknowledged == []


def test_a_broker_that_is_away_gets_the_command_later(device: Device) -> None:
    transport = MemoryTransport()
    transport.is_away = True
    CommandFactory.create(device=device)

    assert CommandService().send(transport) == 0
    assert Command.objects.get().state == CommandState.PENDING
    transport.is_away = False
    assert CommandService().send(transport) == 1


def test_a_command_whose_time_is_over_is_not_sent(device: Device) -> None:
    transport = MemoryTransport()
    late = CommandFactory.create(device=device, expires_at="2020-01-01T00:00:00Z")
    silent = CommandFactory.create(
        device=device, state=CommandState.SENT, expires_at="2020-01-01T00:00:00Z"
    )

    CommandService().send(transport)

    assert transport.published == []
    for command in (late, silent):
        command.refresh_from_db()
        assert command.state == CommandState.EXPIRED


def test_it_shows_that_it_is_alive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("utils.heartbeat.FILE", tmp_path / "heartbeat")

    with running(Bridge(MemoryTransport())):
        until(is_alive)


def test_several_bridges_send_a_command_once(device: Device) -> None:
    transport = MemoryTransport()
    CommandFactory.create_batch(20, device=device)

    results = at_once(lambda _: CommandService().send(transport))

    if connection.vendor == "postgresql":
        assert not [result for result in results if isinstance(result, Exception)]
    sent = [published.correlation for published in transport.published]
    assert len(sent) == len(set(sent))


def test_a_broker_that_is_nowhere_takes_nothing_neither_now_nor_later(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Mock()
    monkeypatch.setattr(Client, "publish", kept)
    settings.MQTT_URL = "mqtts://ada:secret@127.0.0.1:1"
    settings.MQTT_TRANSPORT = "adapters.mqtt.paho.PahoTransport"
    transport = get_transport()
    transport.open("test", ["devices/+/status"])
    try:
        with pytest.raises(NotDelivered):
            transport.publish("devices/x/commands", b"{}", expires=1, correlation=b"x")
        assert transport.receive(most=1, seconds=0.01) == []
        kept.assert_not_called()
    finally:
        transport.close()
