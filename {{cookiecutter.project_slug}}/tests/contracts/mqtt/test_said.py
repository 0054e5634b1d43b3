"""What holds for whatever devices say. How a bridge stores it: tests/integration/mqtt."""

from typing import Any
from uuid import uuid4

import pytest

from adapters.mqtt import Message
from apps.devices.messages import KINDS
from apps.devices.models import BadMessage, Device
from apps.events.models import StoredEvent
from services.devices.ingest import IngestService
from tests.contracts.happening import Told, declared
from tests.contracts.mqtt.said import SAID, undeclared
from tests.contracts.worlds import Stage
from tests.factories.devices import DeviceFactory

every_kind = pytest.mark.parametrize("kind", sorted(SAID))
TOLD = {name: how for name, how in declared().items() if isinstance(how, Told)}

pytestmark = pytest.mark.django_db


@pytest.fixture
def device() -> Device:
    return DeviceFactory.create()


def comes(kind: str, payload: bytes, *, by: object) -> None:
    IngestService().store([Message(f"devices/{by}/{kind}", payload, ack=lambda: None)])


def test_every_kind_is_declared() -> None:
    assert undeclared(KINDS.keys()) == []
    assert undeclared(KINDS.keys() | {"alarms"}) == [
        "devices say 'alarms': say in SAID what comes of it"
    ]


@every_kind
def test_what_comes_twice_has_one_effect(kind: str, device: Device) -> None:
    payload, effect = SAID[kind].payload(device), SAID[kind].effect
    before = effect(device)

    comes(kind, payload, by=device.pk)
    once, events = effect(device), StoredEvent.objects.count()
    comes(kind, payload, by=device.pk)

    assert once != before
    assert (effect(device), StoredEvent.objects.count()) == (once, events)
    assert not BadMessage.objects.exists()


@every_kind
def test_who_is_no_device_is_put_aside(kind: str, device: Device) -> None:
    payload = SAID[kind].payload(device)
    before = SAID[kind].effect(device)

    comes(kind, payload, by=uuid4())

    assert SAID[kind].effect(device) == before
    assert BadMessage.objects.get().reason == "unknown device"


@pytest.mark.parametrize("name", sorted(TOLD))
def test_what_is_for_sockets_alone_is_told_and_not_stored(
    stage: Stage,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    sent: list[Any] = []
    monkeypatch.setattr("apps.realtime.subscribers.send", lambda *one: sent.append(one))

    with django_capture_on_commit_callbacks(execute=True):
        TOLD[name].what(stage.home)

    assert [f'"{name}"' in message["text"] for _, message in sent] == [True]
    assert not StoredEvent.objects.filter(type=name).exists()
