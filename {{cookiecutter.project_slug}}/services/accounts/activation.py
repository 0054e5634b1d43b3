from django.utils import timezone
from django.utils.translation import gettext as _

from adapters.mail import MailSender, get_mail_sender
from apps.accounts.events import UserDeactivated, UserReactivated
from apps.accounts.models import User
from apps.accounts.repositories import UserRepository
from apps.accounts.tokens import REACTIVATION
from apps.events.bus import publish
from apps.events.unit_of_work import unit_of_work
from services.accounts import mails
from services.accounts.sessions import SessionService
from services.errors import Invalid
from services.mailing import send_after_commit


class ActivationService:
    def __init__(
        self,
        users: UserRepository | None = None,
        sessions: SessionService | None = None,
        mail_sender: MailSender | None = None,
    ) -> None:
        self.users = users or UserRepository()
        self.sessions = sessions or SessionService()
        self.mail_sender = mail_sender or get_mail_sender()

    @unit_of_work()
    def deactivate(self, *, user: User, by_owner: bool = False) -> None:
        """Close the account and end its sessions. Nothing is deleted.

        Who has closed their own account can open it by a mailed link. What staff has closed,
        staff alone can open.
        """
        user.is_active = False
        user.closed_by_owner_at = timezone.now() if by_owner else None
        self.users.save(user, "is_active", "closed_by_owner_at")
        self.sessions.end_all(user=user)
        publish(UserDeactivated(user.pk))

    @unit_of_work()
    def activate(self, *, user: User) -> None:
        """Open a closed account again, which also calls its deletion off. Sessions stay ended."""
        user.is_active = True
        user.closed_by_owner_at = user.deletion_due_at = None
        self.users.save(user, "is_active", "closed_by_owner_at", "deletion_due_at")
        publish(UserReactivated(user.pk))

    def request_reactivation(self, *, email: str) -> None:
        """Mail a link if the account was closed by its owner; the caller cannot tell."""
        user = self.users.by_email(email)
        if user is None or user.is_active or user.closed_by_owner_at is None:
            return
        if user.deletion_due_at:
            send_after_commit(self.mail_sender, mails.deletion_requested(user))
        else:
            send_after_commit(self.mail_sender, mails.reactivation(user))

    @unit_of_work()
    def reactivate(self, *, token: str) -> None:
        user_id = REACTIVATION.user_id(token)
        user = self.users.lock(user_id) if user_id else None
        if user is None or user.closed_by_owner_at is None or not REACTIVATION.fits(token, user):
            raise Invalid(
                "invalid_token",
                _("This link has expired or was used already. Ask for a new one."),
                "token",
            )
        self.activate(user=user)
