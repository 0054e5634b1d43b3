from typing import Any

from django.core.management.base import BaseCommand

from services.accounts.security_events import prune


class Command(BaseCommand):
    help = "Delete security events that are older than SECURITY_EVENT_DAYS. Run it daily."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{prune()} security events deleted.")
