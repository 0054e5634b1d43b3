from typing import Any

from django.core.management.base import BaseCommand

from services.webhooks.sending import prune


class Command(BaseCommand):
    help = "Delete the log of webhooks that is old. Run it daily."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{prune()} rows deleted.")
