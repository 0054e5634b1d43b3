from typing import Any

from django.core.management.base import BaseCommand

from services.accounts.sessions import SessionService


class Command(BaseCommand):
    help = "Delete sessions that no token can belong to any more. Run it daily."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{SessionService().forget_expired()} expired sessions deleted.")
