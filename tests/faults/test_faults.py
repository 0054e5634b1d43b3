"""What is promised holds while things fail: processes are killed, services stop, under load."""

import asyncio
import json
import os
import queue
import signal
import socket
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from tests.bake.inprocess import Baker
from tests.bake.template import CACHE
from tests.faults import programs
from tests.faults.crowd import Crowd
from tests.faults.receiver import Receiver
from tests.faults.site import Site, made, site
from tests.run.journey import ADDRESS, PASSWORD, Client
from tests.run.mailbox import mailbox
from tests.run.processes import Process, settled
from tests.run.variant import Variant

pytestmark = pytest.mark.services

EVENTS = 10_000
SOCKETS = 500
TOLD = 21  # events that each socket hears of
OUTAGE = 3.0  # seconds


@pytest.fixture(scope="module")
def variant(baker: Baker) -> Variant:
    return made(baker, CACHE / "faults")


@pytest.fixture(scope="module")
def running(variant: Variant, told: Receiver, mail_port: int) -> Iterator[Site]:
    with site(variant, mail_port) as found:
        found.run(programs.PREPARE % {"url": told.url})
        for name in found.processes:
            found.start(name)
        yield found


def test_ten_thousand_events_while_everything_fails(
    running: Site, told: Receiver, record_property: Callable[[str, object], None]
) -> None:
    """A worker is killed twice, Redis and PostgreSQL stop in turn. Nothing is lost or done twice."""
    half = {"count": EVENTS // 2}
    publishers = [running.begin(programs.PUBLISH % {**half, "first": first}) for first in (0, 7)]
    for publisher in publishers:
        assert publisher.stdout is not None
        assert publisher.stdout.readline() == "begun\n"
    running.database.away(OUTAGE)
    running.processes["worker"].kill()
    running.redis.away(OUTAGE)
    running.start("worker")
    running.processes["second"].kill()
    running.start("second")
    said, fallen = set[str](), 0
    for publisher in publishers:
        output, _ = publisher.communicate(timeout=300)
        assert publisher.returncode == 0, output
        words = json.loads(output.splitlines()[-1])
        said |= set(words["said"])
        fallen += words["fallen"]

    done = {"pending": 0, "parked": 0, "unsent": 0}
    settled(lambda: json.loads(running.run(programs.COUNT)), done, seconds=900)
    result = json.loads(running.run(programs.RESULT))

    stored = set(result["stored"])
    assert len(said) == EVENTS
    assert fallen, "PostgreSQL was away, and nobody noticed"
    assert said <= stored
    assert result["handled"]["sockets"] == result["handled"]["webhooks"] == len(stored)
    assert sorted(result["deliveries"]) == sorted(result["hooked"])
    assert set(told.told) == set(result["hooked"])
    record_property("events stored and relayed while things failed", len(stored))
    record_property("webhooks told of them", len(told.told))
    record_property("webhooks told twice", sum(told.told.values()) - len(told.told))


def test_five_hundred_sockets_hear_everything_once_and_in_order(
    running: Site, record_property: Callable[[str, object], None]
) -> None:
    """Redis is cut off for a while; later the process of the sockets is killed as events go out."""
    crowd = Crowd(
        port=running.socket_port,
        topic=f"organization:{running.run(programs.ORGANIZATION)}",
        wanted=TOLD,
    )

    async def tickets() -> None:
        program = programs.TICKETS % {"count": SOCKETS}
        for ticket in json.loads(await asyncio.to_thread(running.run, program)):
            crowd.tickets.put_nowait(ticket)

    async def scene() -> None:
        tell = partial(running.run, programs.TELL % {"count": TOLD // 3})
        await tickets()
        await crowd.all_subscribed(SOCKETS)
        await asyncio.to_thread(tell)
        await asyncio.to_thread(running.redis.away, OUTAGE)
        await tickets()
        await crowd.all_subscribed(2 * SOCKETS)
        await asyncio.to_thread(tell)
        running.processes["ws"].kill()
        await asyncio.to_thread(tell)
        await asyncio.to_thread(running.start, "ws")
        await tickets()

    asyncio.run(crowd.gather(SOCKETS, scene))

    first = crowd.heard[0]
    assert len(set(first)) == TOLD
    assert all(heard == first for heard in crowd.heard)
    record_property("events heard by sockets that were cut off", sum(map(len, crowd.heard)))


def test_a_mail_whose_worker_is_killed_while_it_is_sent(running: Site, mail_port: int) -> None:
    """The mail server says nothing; the process that waits for it is killed; the mail comes."""
    running.processes["second"].kill()
    worker = running.processes["worker"]
    with mute_mail_server(mail_port) as mute:
        register(running, "ada@proven.test")
        kill_who_mails(worker, mute)
    with mailbox(mail_port) as box:
        assert box.next_mail()["To"] == "ada@proven.test"
        with pytest.raises(queue.Empty):
            box.mails.get(timeout=3)


def test_a_task_that_takes_its_worker_down_each_time_is_given_up(
    running: Site, mail_port: int
) -> None:
    """Five workers are lost to it, and no more. It waits among the dead letters."""
    running.processes["second"].kill()
    with mute_mail_server(mail_port) as mute:
        register(running, "eve@proven.test")
        for _ in range(5):
            kill_who_mails(running.processes["worker"], mute)

        settled(lambda: listed(running).count("KilledTooOften: 5 times"), 1, seconds=60)
    replay = ("dead_letters", "replay", "--task", "adapters.mail.tasks.deliver_mail")
    with mailbox(mail_port) as box:
        assert "1 sent." in running.variant.manage(
            *replay, env=running.environment, venv="production"
        )
        assert box.next_mail()["To"] == "eve@proven.test"
    running.start("second")


def mute_mail_server(port: int) -> socket.socket:
    """One that takes connections and says nothing."""
    server = socket.create_server(("127.0.0.1", port))
    server.settimeout(60)
    return server


def register(site: Site, email: str) -> None:
    Client(site.port).call("POST", "/api/v1/auth/register/", 202, email=email, password=PASSWORD)


def kill_who_mails(worker: Process, mail_server: socket.socket) -> None:
    waiting, _ = mail_server.accept()
    for child in worker.children():
        os.kill(child, signal.SIGKILL)
    waiting.close()


def listed(site: Site) -> str:
    return site.variant.manage("dead_letters", "list", env=site.environment, venv="production")


def test_the_api_answers_without_redis_and_recovers(running: Site) -> None:
    client = Client(running.port)
    login = {"email": ADDRESS, "password": PASSWORD}
    client.call("POST", "/api/v1/auth/token/", 200, **login)
    with running.redis.closed():
        tokens = client.call("POST", "/api/v1/auth/token/", 200, **login).json()
        client.http.headers["Authorization"] = f"Bearer {tokens['access']}"
        client.call("GET", "/api/v1/users/me/", 200)
        client.call("PATCH", "/api/v1/users/me/", 200, display_name="Grace")
        client.call("POST", "/api/v1/organizations/", 201, name="Without Redis")
        client.call("GET", "/api/v1/organizations/", 200)
        client.call("GET", "/health/ready/", 503)

    def ready() -> int:
        return client.http.get("/health/ready/").status_code

    settled(ready, 200, seconds=30)


def test_the_api_recovers_when_postgresql_is_back(running: Site) -> None:
    client = Client(running.port)
    with running.database.closed():
        client.call("GET", "/health/ready/", 503)
        client.call("POST", "/api/v1/auth/token/", 503, email=ADDRESS, password=PASSWORD)

    settled(lambda: client.http.get("/health/ready/").status_code, 200, seconds=30)
    tokens = client.log_in()
    assert tokens["access"]
