import socket
from datetime import timedelta
from threading import Event
from typing import Final

import structlog
from django.conf import settings
from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone

from adapters.mqtt import Message, Transport, get_transport
from apps.devices import messages
from apps.devices.repositories import prune as prune_before
from services.devices.commands import CommandService
from services.devices.ingest import IngestService
from utils.heartbeat import beat

log = structlog.get_logger("mqtt")

BATCH: Final = 200  # messages of one transaction
PAUSE: Final = 0.5  # seconds between two looks at commands while nothing comes
SLOWEST: Final = 30.0  # seconds between two tries to reach the database, which are 1, 2, 4 … apart


class Bridge:
    """Between the broker and the database: stores what devices say, and sends them commands.

    Any number may run, each under a name of its own that it keeps when it starts again: the broker
    keeps what came for it meanwhile. A message is acknowledged when it is stored.
    """

    def __init__(
        self,
        transport: Transport | None = None,
        ingest: IngestService | None = None,
        commands: CommandService | None = None,
    ) -> None:
        self.transport = transport or get_transport()
        self.ingest = ingest or IngestService()
        self.commands = commands or CommandService()

    def run(self, stop: Event, *, name: str = "", leaving: bool = False) -> None:
        """Until it is told to stop; what it has begun is finished.

        One that is `leaving` for good takes what the broker has kept for it, and ends: without
        that its share would wait there for a bridge that never comes back.
        """
        client_id = f"{settings.MQTT_GROUP}-{name or socket.gethostname()}"
        self.transport.open(client_id, messages.topics(), leaving=leaving)
        log.info("bridge_started", client_id=client_id)
        try:
            while not stop.is_set():
                beat()
                close_old_connections()
                batch = self.transport.receive(most=BATCH, seconds=PAUSE)
                if batch:
                    self.keep(batch, stop)
                elif self.transport.has_left:
                    break
                self.send()
        finally:
            self.transport.close()
        log.info("bridge_stopped", client_id=client_id)

    def keep(self, batch: list[Message], stop: Event) -> None:
        """Try until it is stored. Who stops before that leaves it to the broker."""
        wait = 1.0
        while True:
            beat()
            try:
                self.ingest.store(batch)
                break
            except DatabaseError:
                log.warning("bridge_waits_for_the_database", seconds=wait, exc_info=True)
                connections.close_all()
            if stop.wait(wait):
                return
            wait = min(2 * wait, SLOWEST)
        for message in batch:
            message.ack()

    def send(self) -> None:
        try:
            self.commands.send(self.transport)
        except DatabaseError:
            log.warning("commands_wait_for_the_database", exc_info=True)
            connections.close_all()


def prune() -> int:
    """Delete what devices have said long ago; how many rows."""
    return prune_before(before=timezone.now() - timedelta(days=settings.DEVICE_LOG_DAYS))
