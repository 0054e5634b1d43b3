from typing import Any

from django.core.management.base import BaseCommand

from apps.rejected.queue import collect


class Command(BaseCommand):
    help = "Make dead letters of the messages that no worker could read."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{collect()} collected.")
