from typing import Any

from django.core.management.base import BaseCommand

from services.accounts.exports import ExportService


class Command(BaseCommand):
    help = "Remove expired exports of personal data. Run it hourly."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{ExportService().prune()} expired exports removed.")
