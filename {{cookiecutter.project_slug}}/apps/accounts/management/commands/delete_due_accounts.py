from typing import Any

from django.core.management.base import BaseCommand

from services.accounts.deletion import DeletionService


class Command(BaseCommand):
    help = "Delete accounts whose time to reconsider has passed. Run it hourly."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{DeletionService().delete_due()} accounts deleted.")
