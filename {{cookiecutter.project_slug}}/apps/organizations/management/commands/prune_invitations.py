from typing import Any

from django.core.management.base import BaseCommand

from services.organizations.invitations import InvitationService


class Command(BaseCommand):
    help = "Delete invitations that have ended. Run it daily."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{InvitationService().prune()} invitations deleted.")
