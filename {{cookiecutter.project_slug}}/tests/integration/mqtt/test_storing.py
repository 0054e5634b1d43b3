"""What devices say, as a bridge stores it."""

import uuid
from typing import Any

import pytest
from django.db import DataError

from adapters.mqtt.memory import MemoryTransport
from apps.devices.models import BadMessage, CommandState, Device, Telemetry
from apps.events.event import Event
from apps.events.models import StoredEvent
from services.devices.bridge import Bridge, prune
from services.devices.ingest import IngestService
from tests.factories.devices import CommandFactory, DeviceFactory, TelemetryFactory
from tests.integration.mqtt.bridges import handled, measured, on, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def transport() -> MemoryTransport:
    return MemoryTransport()


@pytest.fixture
def told() -> list[Event]:
    return []


@pytest.fixture
def bridge(transport: MemoryTransport, told: list[Event]) -> Bridge:
    return Bridge(transport, IngestService(tell=told.append))


@pytest.fixture
def device() -> Device:
    return DeviceFactory.create()


def test_it_is_stored_told_and_acknowledged(
    bridge: Bridge,
    transport: MemoryTransport,
    device: Device,
    told: list[Event],
    django_capture_on_commit_callbacks: Any,
) -> None:
    message = transport.come(on(device, "telemetry"), measured(readings={"pressure": 3}))

    with django_capture_on_commit_callbacks(execute=True):
        handled(transport, bridge)

    row = device.telemetry.get()
    assert row.readings == {"pressure": 3}
    assert [(event.aggregate_id, event.event_id) for event in told] == [
        (str(device.pk), row.message_id)
    ]
    assert transport.acknowledged == [message]
    device.refresh_from_db()
    assert device.last_seen_at is not None


def test_what_comes_twice_is_stored_and_told_once(
    bridge: Bridge,
    transport: MemoryTransport,
    device: Device,
    told: list[Event],
    django_capture_on_commit_callbacks: Any,
) -> None:
    message = measured()
    with django_capture_on_commit_callbacks(execute=True):
        transport.come(on(device, "telemetry"), message)
        transport.come(on(device, "telemetry"), message)
        handled(transport, bridge)
        transport.come(on(device, "telemetry"), message)
        handled(transport, bridge)

    assert Telemetry.objects.count() == len(told) == 1
    assert len(transport.acknowledged) == 3


def test_one_id_of_two_devices_is_two_messages(
    bridge: Bridge, transport: MemoryTransport, device: Device
) -> None:
    message = measured()
    for one in (device, DeviceFactory.create()):
        transport.come(on(one, "telemetry"), message)

    handled(transport, bridge)

    assert Telemetry.objects.count() == 2


def test_coming_and_going_is_what_happens(
    bridge: Bridge, transport: MemoryTransport, device: Device
) -> None:
    for online in (True, True, False, True):
        transport.come(on(device, "status"), said(online=online))

    handled(transport, bridge)

    device.refresh_from_db()
    assert device.is_online
    types = StoredEvent.objects.order_by("pk").values_list("type", flat=True)
    assert [kind.removeprefix("devices.device_went_") for kind in types] == [
        "online",
        "offline",
        "online",
    ]


@pytest.mark.parametrize(("ok", "state"), [(True, "done"), (False, "failed")])
def test_the_first_answer_to_a_command_counts(
    bridge: Bridge, transport: MemoryTransport, device: Device, ok: bool, state: str
) -> None:
    command = CommandFactory.create(device=device, state=CommandState.SENT)
    for answer in (ok, not ok):
        transport.come(on(device, "acks"), said(id=command.pk, ok=answer, detail="valve 7"))

    handled(transport, bridge)

    command.refresh_from_db()
    assert (command.state, command.detail) == (state, "valve 7")
    assert StoredEvent.objects.get().payload["ok"] is ok


def test_an_answer_that_comes_too_late(
    bridge: Bridge, transport: MemoryTransport, device: Device
) -> None:
    command = CommandFactory.create(device=device, state=CommandState.EXPIRED)
    transport.come(on(device, "acks"), said(id=command.pk, ok=True))

    handled(transport, bridge)

    command.refresh_from_db()
    assert command.state == CommandState.EXPIRED
    assert len(transport.acknowledged) == 1


def test_bad_messages_hold_nobody_up(
    bridge: Bridge, transport: MemoryTransport, device: Device
) -> None:
    gone = DeviceFactory.create()
    gone.delete()
    suspended = DeviceFactory.create(organization__is_active=False)
    for one in (gone, suspended):
        transport.come(on(one, "telemetry"), measured())
    transport.come(f"devices/{uuid.uuid4()}/telemetry", measured())
    transport.come(on(device, "telemetry"), b"\0 not json")
    transport.come(on(device, "telemetry"), measured())

    handled(transport, bridge)

    assert Telemetry.objects.get().device == device
    bad = BadMessage.objects.order_by("pk")
    assert [row.reason for row in bad if row.reason == "unknown device"] == ["unknown device"] * 3
    assert bad.filter(payload="\\0 not json").exists()
    assert len(transport.acknowledged) == 5


def test_one_that_the_database_refuses_is_put_aside_alone(
    bridge: Bridge, transport: MemoryTransport, device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = bridge.ingest.telemetry.add

    def picky(rows: list[Telemetry]) -> list[Telemetry]:
        if any(row.readings == {"odd": True} for row in rows):
            raise DataError("no such value")
        return add(rows)

    monkeypatch.setattr(bridge.ingest.telemetry, "add", picky)
    for readings in ({"a": 1}, {"odd": True}, {"b": 2}):
        transport.come(on(device, "telemetry"), measured(readings=readings))

    handled(transport, bridge)

    assert Telemetry.objects.count() == 2
    assert BadMessage.objects.get().reason == "DataError"
    assert len(transport.acknowledged) == 3


def test_a_batch_takes_as_many_queries_as_a_message(
    bridge: Bridge, transport: MemoryTransport, django_assert_max_num_queries: Any
) -> None:
    for device in DeviceFactory.create_batch(20):
        transport.come(on(device, "telemetry"), measured())
        transport.come(on(device, "telemetry"), measured())

    with django_assert_max_num_queries(8):
        handled(transport, bridge)

    assert Telemetry.objects.count() == 40


def test_pruning_keeps_what_is_young_and_of_devices_that_are_there(device: Device) -> None:
    kept = TelemetryFactory.create(device=device)
    gone = TelemetryFactory.create()
    CommandFactory.create(device=gone.device)
    gone.device.delete()
    old = TelemetryFactory.create(device=device)
    Telemetry.objects.filter(pk=old.pk).update(received_at="2020-01-01T00:00:00Z")

    assert prune() == 3
    assert Telemetry.objects.get() == kept
    assert Device.all_objects.get() == device
