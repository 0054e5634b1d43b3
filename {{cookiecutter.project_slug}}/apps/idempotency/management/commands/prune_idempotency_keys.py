from typing import Any

from django.core.management.base import BaseCommand

from apps.idempotency.repositories import IdempotencyRepository


class Command(BaseCommand):
    help = "Delete idempotency keys that have expired. Run it daily."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{IdempotencyRepository().delete_expired()} keys deleted.")
