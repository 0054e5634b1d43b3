"""RabbitMQ is cut off under load, and nothing that was committed is lost or done twice."""

import json
import time
from collections.abc import Callable, Iterator

import pytest

from tests.bake.inprocess import Baker
from tests.bake.template import CACHE
from tests.faults import programs
from tests.faults.gate import Gate
from tests.faults.receiver import Receiver
from tests.faults.site import Site, made, site
from tests.run.journey import PASSWORD, Client
from tests.run.mailbox import mailbox
from tests.run.processes import settled

pytestmark = pytest.mark.services

EVENTS = 2_000
OUTAGE = 3.0  # seconds
PATIENCE = 10.0  # seconds, of a request that sends a task while the broker is away


@pytest.fixture(scope="module")
def running(baker: Baker, told: Receiver, mail_port: int) -> Iterator[Site]:
    variant = made(baker, CACHE / "faults_rabbitmq", message_broker="rabbitmq")
    with site(variant, mail_port) as found:
        found.run(programs.EMPTY_QUEUES)
        found.run(programs.PREPARE % {"url": told.url})
        for name in ("api", "beat", "worker", "second"):
            found.start(name)
        yield found
        for name in ("beat", "worker", "second"):
            found.processes[name].stop()
        found.run(programs.EMPTY_QUEUES)


@pytest.fixture
def broker(running: Site) -> Gate:
    assert running.rabbitmq is not None
    return running.rabbitmq


def test_two_thousand_events_while_rabbitmq_comes_and_goes(
    running: Site,
    broker: Gate,
    told: Receiver,
    record_property: Callable[[str, object], None],
) -> None:
    """It is cut off twice, from who sends and from the workers, and one of these is killed."""
    half = {"count": EVENTS // 2}
    publishers = [running.begin(programs.PUBLISH % {**half, "first": first}) for first in (0, 7)]
    for publisher in publishers:
        assert publisher.stdout is not None
        assert publisher.stdout.readline() == "begun\n"
    broker.away(OUTAGE)
    running.processes["worker"].kill()
    broker.away(OUTAGE)
    running.start("worker")
    said = set[str]()
    for publisher in publishers:
        output, _ = publisher.communicate(timeout=300)
        assert publisher.returncode == 0, output
        said |= set(json.loads(output.splitlines()[-1])["said"])

    done = {"pending": 0, "parked": 0, "unsent": 0}
    settled(lambda: json.loads(running.run(programs.COUNT)), done, seconds=240)
    result = json.loads(running.run(programs.RESULT))

    stored = set(result["stored"])
    assert len(said) == EVENTS
    assert said == stored
    assert result["handled"]["sockets"] == result["handled"]["webhooks"] == len(stored)
    assert sorted(result["deliveries"]) == sorted(result["hooked"])
    assert set(told.told) == set(result["hooked"])
    assert "Connection to broker lost" in running.processes["second"].log.read_text()
    record_property("events relayed while RabbitMQ came and went", len(stored))


def test_the_api_answers_without_rabbitmq_and_recovers(
    running: Site, broker: Gate, mail_port: int
) -> None:
    """The mail of the time without is lost, as its page says; the next one comes."""
    client = Client(running.port)
    account = {"email": "ada@proven.test", "password": PASSWORD}
    with broker.closed():
        begun = time.monotonic()
        client.call("POST", "/api/v1/auth/register/", 202, **account)
        assert time.monotonic() - begun < PATIENCE

    with mailbox(mail_port) as box:
        client.call("POST", "/api/v1/auth/verify-email/resend/", 202, email="ada@proven.test")
        assert box.next_mail()["To"] == "ada@proven.test"
