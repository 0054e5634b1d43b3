"""What devices say is stored once, whatever fails on the way."""

import json
import subprocess
from collections.abc import Callable, Iterator
from threading import Thread

import psycopg
import pytest

from tests.bake.inprocess import Baker
from tests.bake.template import CACHE
from tests.faults import programs
from tests.faults.broker import secured
from tests.faults.site import Site, made, site
from tests.run.devices import measured, publish
from tests.run.processes import Process, free_port, settled
from tests.run.services import POSTGRES

pytestmark = pytest.mark.services

DEVICES = 20
EACH = 100  # messages of each device
TWICE = 10  # of these are sent a second time
OUTAGE = 2.0  # seconds


@pytest.fixture(scope="module")
def running(baker: Baker) -> Iterator[Site]:
    variant = made(baker, CACHE / "faults_mqtt", use_mqtt=True)
    with site(variant, free_port()) as found:
        for name in ("one", "two"):
            found.start(name)
        yield found
        for name in ("one", "two"):
            found.processes[name].stop()
            leave = ("mqtt_bridge", "--name", name, "--leave")
            variant.manage(*leave, env=found.environment, venv="production")


def test_two_thousand_messages_while_everything_fails(
    running: Site, record_property: Callable[[str, object], None]
) -> None:
    """A bridge is killed between receiving and storing; PostgreSQL and the broker are cut off."""
    prefix = running.environment["MQTT_TOPIC_PREFIX"]
    ids: list[str] = json.loads(running.run(programs.DEVICES % {"count": DEVICES}))
    messages = {device: [measured(number=n) for n in range(EACH)] for device in ids}

    def say(first: int, last: int) -> None:
        for device, said in messages.items():
            publish(f"{prefix}/{device}/telemetry", map(json.dumps, said[first:last]))

    with psycopg.connect(POSTGRES, dbname=running.variant.slug) as other:
        other.execute("SELECT 1 FROM devices_device FOR UPDATE")
        say(0, EACH // 2)
        settled(lambda: waiting(other) >= 1, wanted=True, seconds=30)
        running.processes["one"].kill()
    saying = Thread(target=say, args=(EACH // 2, EACH))
    saying.start()
    running.database.away(OUTAGE)
    assert running.mqtt is not None
    running.mqtt.away(OUTAGE)
    running.start("one")
    saying.join()
    say(0, TWICE)

    count = programs.TELEMETRY
    settled(lambda: json.loads(running.run(count))["stored"], DEVICES * EACH)
    result = json.loads(running.run(count))
    wanted = {f"{device} {one['id']}" for device, said in messages.items() for one in said}
    assert set(result["messages"]) == wanted
    assert result["bad"] == 0
    record_property("messages of devices stored while things failed", result["stored"])


def test_devices_log_in_over_tls_and_speak_for_themselves_alone(running: Site) -> None:
    """On a broker that is configured as the page says, an impostor is not heard."""
    project = running.variant.project
    page, place = project / "docs" / "mqtt.md", running.variant.folder / "broker"
    honest, other = json.loads(running.run(programs.DEVICES % {"count": 2}))
    passwords = {"bridge": "b-7Kq2", honest: "h-9Lm4", other: "o-3Xz8"}
    with secured(place, page, passwords) as broker:
        url = f"mqtts://bridge:{passwords['bridge']}@localhost:{broker.port}"
        own = {"MQTT_URL": url, "MQTT_TOPIC_PREFIX": "devices"}
        bridge = Process(
            running.variant,
            *running.processes["one"].command,
            env=running.environment | own | {"SSL_CERT_FILE": str(broker.certificate)},
            ready=lambda log: "mqtt_connected" in log,
            name="secured",
        )
        bridge.start()
        for speaker, topic in ((other, honest), (honest, honest), (other, other)):
            login = broker.login(speaker, passwords[speaker])
            line = json.dumps(measured(speaker=speaker))
            publish(f"devices/{topic}/telemetry", [line], login)
        with pytest.raises(subprocess.CalledProcessError):
            publish(f"devices/{honest}/telemetry", ["{}"], broker.login(honest, "guessed"))

        told = programs.TOLD_BY % {"devices": [honest, other]}
        settled(lambda: len(json.loads(running.run(told))), 2)
        bridge.stop()
    assert json.loads(running.run(told)) == {honest: [honest], other: [other]}


def waiting(connection: psycopg.Connection) -> int:
    """How many wait for a lock on devices: they have received, and have not stored."""
    (found,) = connection.execute(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    ).fetchone() or (0,)
    return int(found)
