import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from services.devices.bridge import Bridge


class Command(BaseCommand):
    help = "Store what devices say, and send them commands, until it is told to stop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--name",
            default="",
            help="of this bridge, and of no other: the host's, unless several run on one",
        )
        parser.add_argument(
            "--leave",
            action="store_true",
            help="take what the broker has kept for this bridge, which will not come back, and end",
        )

    def handle(self, *args: Any, name: str, leave: bool, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        Bridge().run(stop, name=name, leaving=leave)
