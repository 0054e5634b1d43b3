from django.db import transaction

from apps.accounts.events import UserDeactivated
from apps.accounts.models import User
from apps.accounts.repositories import UserRepository
from apps.events.bus import publish
from services.accounts.sessions import SessionService


class ActivationService:
    def __init__(
        self, users: UserRepository | None = None, sessions: SessionService | None = None
    ) -> None:
        self.users = users or UserRepository()
        self.sessions = sessions or SessionService()

    @transaction.atomic
    def deactivate(self, *, user: User) -> None:
        """Close the account and end its sessions. Nothing is deleted: staff can open it again."""
        user.is_active = False
        self.users.save(user, "is_active")
        self.sessions.end_all(user=user)
        publish(UserDeactivated(user.pk))

    @transaction.atomic
    def activate(self, *, user: User) -> None:
        """Open a closed account again. Its old sessions stay ended."""
        user.is_active = True
        self.users.save(user, "is_active")
