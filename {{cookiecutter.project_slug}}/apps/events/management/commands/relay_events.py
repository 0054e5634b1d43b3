import signal
import threading
from argparse import ArgumentParser
from typing import Any

import structlog
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connections

from apps.events.relay import Relay, pumps
from utils.heartbeat import beat

log = structlog.get_logger("events")


class Command(BaseCommand):
    help = "Take events to their durable subscribers, and send webhooks, until it is told to stop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="end when nothing is due")
        parser.add_argument(
            "--pause", type=float, default=1.0, help="seconds between looks when nothing is due"
        )

    def handle(self, *args: Any, once: bool, pause: float, **options: Any) -> None:
        if once:
            counts = Relay().run(seconds=float("inf"))
            self.stdout.write(
                f"{counts.relayed} relayed, {counts.failed} failed, {counts.parked} parked."
            )
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            beat()
            try:
                Relay().run(seconds=5)
                for pump in pumps:
                    pump()
            except DatabaseError:
                log.exception("relay_waits_for_the_database")
                connections.close_all()
            stop.wait(pause)
