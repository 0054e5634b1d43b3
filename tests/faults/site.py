"""A baked project in production, each of its processes and services to be stopped at will."""

import contextlib
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.bake.combinations import valid
from tests.bake.inprocess import Baker
from tests.faults.gate import Gate, gate
from tests.run import production
from tests.run.processes import Process, answers, free_port
from tests.run.services import RABBITMQ, Place, place
from tests.run.variant import Variant, install


@dataclass
class Site:
    variant: Variant
    environment: dict[str, str]
    database: Gate
    redis: Gate
    port: int
    socket_port: int
    mqtt: Gate | None = None
    rabbitmq: Gate | None = None
    processes: dict[str, Process] = field(default_factory=dict)

    def run(self, program: str) -> str:
        """Python in the project; what it prints."""
        shell = ("shell", "--verbosity", "0", "--command", program)
        return self.variant.manage(*shell, env=self.environment, venv="production").strip()

    def begin(self, program: str) -> "subprocess.Popen[str]":
        python = self.variant.folder / "production" / "bin" / "python"
        return subprocess.Popen(
            [str(python), "manage.py", "shell", "--verbosity", "0", "--command", program],
            cwd=self.variant.project,
            env=self.variant.environment(self.environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def start(self, name: str) -> None:
        self.processes[name].start()


def made(baker: Baker, folder: Path, **answers: object) -> Variant:
    """The default project, or with other answers, with what servers install."""
    slug = f"proven_{folder.name}"
    shutil.rmtree(folder / "project", ignore_errors=True)
    project = baker.bake({**answers, "project_slug": slug}, folder / "project")
    (project / ".env").unlink()
    install(folder / "production", project, "requirements/production.txt")
    return Variant({**valid()[0], **answers}, folder, project, slug)


@contextlib.contextmanager
def site(variant: Variant, mail_port: int) -> Iterator[Site]:
    """Its processes, not started yet, by way of gates to a database and a Redis of its own."""
    with contextlib.ExitStack() as stack:
        there = stack.enter_context(place(variant.slug, 9))
        database = stack.enter_context(gate(there.database_url))
        redis = stack.enter_context(gate(there.redis_url))
        gated = Place(database.through(there.database_url), redis.through(there.redis_url))
        environment = production.complete(variant, gated, mail_port)
        environment |= {"WEBHOOK_ALLOWED_NETWORKS": "127.0.0.0/8"}
        found = Site(variant, environment, database, redis, free_port(), free_port())
        if "MQTT_URL" in environment:
            found.mqtt = stack.enter_context(gate(environment["MQTT_URL"]))
            environment["MQTT_URL"] = found.mqtt.through(environment["MQTT_URL"])
        if found.variant.answers["message_broker"] == "rabbitmq":
            found.rabbitmq = stack.enter_context(gate(RABBITMQ))
            environment["CELERY_BROKER_URL"] = found.rabbitmq.through(RABBITMQ)
        found.processes |= processes(found)
        variant.manage("migrate", env=environment, venv="production")
        try:
            yield found
        finally:
            for process in found.processes.values():
                process.kill()


def processes(site: Site) -> dict[str, Process]:
    worker = [*production.compose_command(site.variant, "worker"), "--concurrency", "1"]
    socket = production.compose_command(site.variant, "ws")
    socket[socket.index("--host") + 1] = "127.0.0.1"
    socket[socket.index("--port") + 1] = str(site.socket_port)
    bound = site.environment | {"GUNICORN_BIND": f"127.0.0.1:{site.port}"}
    live = "http://127.0.0.1:{}/health/live/"

    def is_working(log: str) -> bool:
        return " ready." in log

    def is_connected(log: str) -> bool:
        return "mqtt_connected" in log

    commands = {
        "api": (production.server_command(site.variant), bound, answers(live.format(site.port))),
        "ws": (socket, site.environment, answers(live.format(site.socket_port))),
        "beat": (
            production.compose_command(site.variant, "beat"),
            site.environment,
            lambda log: "beat: Starting" in log,
        ),
        "worker": ([*worker, "--hostname", "one@%h"], site.environment, is_working),
        "second": ([*worker, "--hostname", "two@%h"], site.environment, is_working),
    }
    if site.mqtt is not None:
        *bridge, _ = production.compose_command(site.variant, "mqtt")
        for name in ("one", "two"):
            commands[name] = ([*bridge, name], site.environment, is_connected)
    return {
        name: Process(site.variant, *command, env=environment, ready=ready, name=name)
        for name, (command, environment, ready) in commands.items()
    }
