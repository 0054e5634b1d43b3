"""The audit's checks of devices."""

from pathlib import Path
from typing import Annotated, Any

import msgspec
import pytest
from django.conf import LazySettings

from apps.devices import messages
from apps.devices.messages import KINDS, Payload
from tests.unit.audit.auditing import found, tree

CAREFUL = """\
from paho.mqtt.client import Client

client = Client(version, manual_ack=True)
client.connect_async(host, clean_start=False)
client.subscribe([(topic, 1) for topic in topics])
client.subscribe("a", 1)
client.subscribe("a", qos=1)
client.publish("a", b"", qos=1)
"""


class Endless(Payload, frozen=True):
    tags: list[str]


class Bounded(Payload, frozen=True):
    tags: Annotated[list[Annotated[str, msgspec.Meta(max_length=9)]], msgspec.Meta(max_length=9)]


@pytest.mark.parametrize("check", ["Q003", "Q004", "Q005", "Q006"])
def test_what_there_is_passes(check: str) -> None:
    assert found(check) == []


@pytest.mark.parametrize(
    ("url", "count"),
    [
        ("mqtts://bridge:secret@broker.test", 0),
        ("mqtt://bridge:secret@broker.test", 1),
        ("mqtts://broker.test", 1),
        ("mqtt://broker.test", 2),
    ],
)
def test_a_broker_that_others_read_along_with(url: str, count: int, settings: LazySettings) -> None:
    settings.MQTT_URL = url

    assert found("Q001") == ["MQTT_URL"] * count


def test_a_broker_that_is_none(settings: LazySettings) -> None:
    settings.MQTT_TRANSPORT = "adapters.mqtt.paho.PahoTransport"
    assert found("Q002") == []

    settings.MQTT_TRANSPORT = "adapters.mqtt.memory.MemoryTransport"
    assert found("Q002") == ["MQTT_TRANSPORT"]


@pytest.mark.parametrize(
    ("careful", "careless"),
    [
        (", manual_ack=True", ""),
        ("clean_start=False", "clean_start=True"),
        (", clean_start=False", ""),
        ("(topic, 1)", "(topic, 0)"),
        ('client.subscribe("a", 1)', 'client.subscribe("a")'),
        ('client.subscribe("a", 1)', 'client.subscribe("a", 0)'),
        ('subscribe("a", qos=1)', 'subscribe("a", qos=0)'),
        (", qos=1)\n", ")\n"),
    ],
)
def test_a_client_that_loses_messages(careful: str, careless: str, tmp_path: Path) -> None:
    file = "adapters/broker.py"
    assert found("Q003", tree(tmp_path, {file: CAREFUL})) == []

    project = tree(tmp_path, {file: careless.join(CAREFUL.rsplit(careful, 1))})

    assert found("Q003", project) == [file]


@pytest.mark.parametrize(
    ("name", "value"),
    [("MQTT_GROUP", ""), ("MQTT_GROUP", "a/b"), ("MQTT_TOPIC_PREFIX", "#")],
)
def test_a_prefix_that_is_none(name: str, value: str, settings: LazySettings) -> None:
    setattr(settings, name, value)

    assert found("Q004") == [name]


def test_topics_that_are_not_shared_or_those_of_others(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "topics", lambda: ["devices/+/telemetry", "others/+/status"])

    assert found("Q004") == ["devices/+/telemetry", "others/+/status"]


@pytest.mark.parametrize(
    ("payload", "subjects"),
    [(Bounded, []), (Endless, ["messages on made"]), (dict, ["messages on made"])],
)
def test_a_kind_of_message(
    payload: Any, subjects: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(KINDS, "made", payload)

    assert found("Q005") == subjects


def test_a_payload_on_no_topic(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(KINDS, "acks")

    assert found("Q005") == ["Answer"]


@pytest.mark.parametrize("days", [0, 10_000])
def test_logs_for_ever(days: int, settings: LazySettings) -> None:
    settings.DEVICE_LOG_DAYS = days

    assert found("Q006") == ["DEVICE_LOG_DAYS"]
