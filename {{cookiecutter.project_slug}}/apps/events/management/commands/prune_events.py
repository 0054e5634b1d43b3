from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand

from apps.events.repositories import EventRepository


class Command(BaseCommand):
    help = (
        "Delete old events that were relayed. They are the audit trail: nothing runs this for you."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, required=True, help="older than that")

    def handle(self, *args: Any, days: int, **options: Any) -> None:
        count = EventRepository().delete_older(than=timedelta(days=days))
        self.stdout.write(f"{count} events deleted.")
