"""How much the default project, with devices, relays, delivers, tells and hears a second, and its bounds.

Needs the services that the tests need, and is run in their environment:
`.venv/bin/python benchmarks/reliability.py`. It bakes, starts every process as production does,
listens on loopback alone, and ends by itself.
"""

import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.bake.inprocess import Baker
from tests.bake.template import CACHE, snapshot
from tests.faults import programs
from tests.faults.crowd import Crowd
from tests.faults.receiver import receiver
from tests.faults.site import Site, made, site
from tests.run.devices import measured, publish
from tests.run.processes import Process, free_port, settled
from tests.run.services import POSTGRES

EVENTS = 5_000
DELIVERIES = 1_000
SOCKETS = 500
TOLD = 20
DEVICES, EACH, ROUNDS = 20, 50, 5  # no more at once than Mosquitto keeps for a bridge by default
TICKS = os.sysconf("SC_CLK_TCK")

PUBLISH = """
import json, sys, time
from apps.events.bus import publish
from apps.events.unit_of_work import unit_of_work
from apps.organizations.events import RoleChanged
from apps.organizations.models import Organization
from apps.webhooks.models import Webhook

hooked = set(Webhook.objects.values_list("organization", flat=True))
ids = [pk for pk in Organization.objects.values_list("pk", flat=True) if (pk in hooked) is %(hooked)s]
begun = time.perf_counter()
for number in range(%(count)d // 5):
    with unit_of_work():
        publish(*(RoleChanged(ids[number %% len(ids)], user_id=1, role="x") for _ in range(5)))
print(time.perf_counter() - begun)
"""
ONE_BY_ONE = """
import time
from apps.events.bus import publish
from apps.events.unit_of_work import unit_of_work
from apps.organizations.events import RoleChanged
from apps.organizations.models import Organization

organization = Organization.objects.order_by("name").last()
for number in range(%(count)d):
    with unit_of_work():
        publish(RoleChanged(organization.pk, user_id=1, role=str(number)))
    time.sleep(1)
"""


def seconds_of(process: Process) -> float:
    """Processor time of a process and its children, until now."""
    used = 0
    for pid in (process.pid, *process.children()):
        numbers = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        used += int(numbers[11]) + int(numbers[12])
    return used / TICKS


@contextmanager
def watched(*processes: Process) -> Iterator[Callable[[], str]]:
    """What part of a core each has used, told at the end."""
    begun, used = time.perf_counter(), [seconds_of(process) for process in processes]

    def told() -> str:
        passed = time.perf_counter() - begun
        parts = (
            f"{process.name} {(seconds_of(process) - before) / passed:.0%}"
            for process, before in zip(processes, used, strict=True)
        )
        return f"of a core: {', '.join(parts)}"

    yield told


def relayed(running: Site) -> None:
    """Stored while nobody relays, then relayed by one worker."""
    worker = running.processes["worker"]
    stored = float(running.run(PUBLISH % {"hooked": False, "count": EVENTS}).split()[-1])
    print(f"events stored      {EVENTS / stored:7.0f}/s  by one process, five a transaction")
    running.start("worker")
    with watched(worker) as bound:
        begun = time.perf_counter()
        settled(lambda: json.loads(running.run(programs.COUNT))["pending"], 0)
        passed = time.perf_counter() - begun
        print(f"events relayed     {EVENTS / passed:7.0f}/s  by one worker; {bound()}")


def delivered(running: Site, count: Callable[[], int]) -> None:
    before, worker = count(), running.processes["worker"]
    with watched(worker) as bound:
        begun = time.perf_counter()
        running.run(PUBLISH % {"hooked": True, "count": DELIVERIES})
        settled(lambda: count() - before >= DELIVERIES, wanted=True, pause=0.05)
        passed = time.perf_counter() - begun
        print(f"webhooks delivered {DELIVERIES / passed:7.0f}/s  of one worker; {bound()}")


def told(running: Site) -> None:
    crowd = Crowd(
        port=running.socket_port,
        topic=f"organization:{running.run(programs.ORGANIZATION)}",
        wanted=TOLD,
    )

    async def scene() -> None:
        tickets = await asyncio.to_thread(running.run, programs.TICKETS % {"count": SOCKETS})
        for ticket in json.loads(tickets):
            crowd.tickets.put_nowait(ticket)
        await crowd.all_subscribed(SOCKETS)
        await asyncio.to_thread(running.run, ONE_BY_ONE % {"count": TOLD})

    with watched(running.processes["worker"], running.processes["ws"]) as bound:
        asyncio.run(crowd.gather(SOCKETS, scene))
        delays = statistics.quantiles(crowd.delays, n=100)
        middle, late, latest = (1000 * delays[at] for at in (49, 94, 98))
        print(
            f"sockets told       {middle:7.0f} ms from the event to the client, at {SOCKETS} sockets; "
            f"95 %: {late:.0f}, 99 %: {latest:.0f} ms; {bound()}"
        )


def heard(running: Site) -> None:
    """Said by Mosquitto's client, a device after the other, while one bridge stores."""
    prefix = running.environment["MQTT_TOPIC_PREFIX"]
    ids = json.loads(running.run(programs.DEVICES % {"count": DEVICES}))
    bridge, passed = running.processes["one"], 0.0
    bridge.start()
    with psycopg.connect(POSTGRES, dbname=running.variant.slug, autocommit=True) as database:

        def stored() -> int:
            (found,) = database.execute("SELECT count(*) FROM devices_telemetry").fetchone() or (0,)
            return int(found)

        with watched(bridge) as bound:
            for turn in range(1, ROUNDS + 1):
                lines = [[json.dumps(measured(number=n)) for n in range(EACH)] for _ in ids]
                begun = time.perf_counter()
                for device, said in zip(ids, lines, strict=True):
                    publish(f"{prefix}/{device}/telemetry", said)
                settled(stored, turn * DEVICES * EACH, pause=0.01)
                passed += time.perf_counter() - begun
            rate = ROUNDS * DEVICES * EACH / passed
            print(f"messages stored    {rate:7.0f}/s  by one bridge; {bound()}")
    bridge.stop()
    leave = ("mqtt_bridge", "--name", "one", "--leave")
    running.variant.manage(*leave, env=running.environment, venv="production")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="bench_") as folder, receiver() as hooks:
        variant = made(Baker(snapshot(Path(folder))), CACHE / "faults_mqtt", use_mqtt=True)
        with site(variant, free_port()) as running:
            running.run(programs.PREPARE % {"url": hooks.url})
            relayed(running)
            delivered(running, lambda: len(hooks.told))
            running.start("ws")
            told(running)
            heard(running)


if __name__ == "__main__":
    main()
