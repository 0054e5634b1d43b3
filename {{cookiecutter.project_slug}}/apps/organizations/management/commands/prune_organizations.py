from typing import Any

from django.core.management.base import BaseCommand

from services.organizations.invitations import InvitationService
from services.organizations.organizations import OrganizationService


class Command(BaseCommand):
    help = "Delete invitations that have ended, and deleted organizations' rows. Run it daily."

    def handle(self, *args: Any, **options: Any) -> None:
        invitations, organizations = InvitationService().prune(), OrganizationService().prune()
        self.stdout.write(f"{invitations} invitations, {organizations} organizations deleted.")
