import uuid

import msgspec
import pytest

from apps.devices.messages import Answer, Measured, Status, Unacceptable, shown, topics, understood

DEVICE = uuid.UUID("0192f3a1-0000-7000-8000-000000000001")
ID = "0192f3a1-0000-7000-8000-00000000000a"


def measured(**changes: object) -> bytes:
    whole = {"id": ID, "at": "2026-01-01T00:00:00Z", "readings": {"pressure": 2.5}}
    return msgspec.json.encode(whole | changes)


def on(kind: str) -> str:
    return f"devices/{DEVICE}/{kind}"


def test_each_topic_has_a_shape_of_its_own() -> None:
    readings = {"pressure": 2.5, "open": True, "count": 7, "state": "fine"}
    device, said = understood(on("telemetry"), measured(readings=readings))
    assert isinstance(said, Measured)
    assert (device, said.readings) == (DEVICE, readings)
    assert understood(on("status"), b'{"online": false}') == (DEVICE, Status(online=False))
    answer = msgspec.json.encode({"id": ID, "ok": True})
    assert understood(on("acks"), answer) == (DEVICE, Answer(uuid.UUID(ID), ok=True))


@pytest.mark.parametrize(
    ("topic", "payload"),
    [
        ("devices/telemetry", b"{}"),
        ("devices/not-an-id/status", b'{"online": true}'),
        (on("commands"), b"{}"),
        (on("telemetry/more"), b"{}"),
        ("elsewhere/" + on("status"), b'{"online": true}'),
        (on("status"), b""),
        (on("status"), b"null"),
        (on("status"), b'{"online": 1}'),
        (on("status"), b"\xff\xfe"),
        (on("status"), b"[" * 10_000),
        (on("telemetry"), b"{}"),
        (on("telemetry"), measured(readings={})),
        (on("telemetry"), measured(readings={"": 1})),
        (on("telemetry"), measured(readings={"x" * 65: 1})),
        (on("telemetry"), measured(readings={"deep": {"deeper": [1]}})),
        (on("telemetry"), measured(readings={"text": "x" * 257})),
        (on("telemetry"), measured(readings={"text": "a\0b"})),
        (on("telemetry"), measured(readings={f"r{number}": 1 for number in range(101)})),
        (on("telemetry"), measured(readings={"big": 2**53 + 1})),
        (on("telemetry"), measured().replace(b"2.5", b"1" * 400)),
        (on("telemetry"), measured().replace(b"2.5", b"NaN")),
        (on("telemetry"), measured().replace(b"2.5", b"1e999")),
        (on("telemetry"), measured().replace(b'"pressure"', b'"\\u0000"')),
        (on("telemetry"), measured().replace(b'"pressure"', b'"\\ud800"')),
        (on("telemetry"), measured(at="2026-01-01T00:00:00")),
        (on("telemetry"), measured(at="0001-01-01T00:00:00+14:00")),
        (on("telemetry"), measured(at="9999-12-31T23:59:59Z")),
        (on("telemetry"), measured(readings={"a": "x" * 250}) + b" " * 20_000),
    ],
)
def test_what_cannot_be_told_apart_is_refused(topic: str, payload: bytes) -> None:
    with pytest.raises(Unacceptable) as refusal:
        understood(topic, payload)
    assert str(refusal.value)


def test_bridges_share_all_but_the_status() -> None:
    *shared, status = topics()

    assert [topic.startswith("$share/") for topic in shared] == [True, True]
    assert status == "devices/+/status"


def test_what_is_shown_is_short_and_can_be_stored() -> None:
    assert shown(b"a\0\xff") == "a\\0\\xff"
    assert len(shown(b"x" * 10_000)) == 2_000
