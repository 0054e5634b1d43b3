from typing import Any

from django.core.management.base import BaseCommand

from services.devices.bridge import prune


class Command(BaseCommand):
    help = "Delete old telemetry, commands and bad messages. Run it daily."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{prune()} rows deleted.")
