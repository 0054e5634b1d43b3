from datetime import datetime, timedelta
from functools import partial
from typing import Final

import structlog
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils import timezone
from django.utils.translation import gettext as _

from adapters.mail import MailSender, get_mail_sender
from apps.accounts.events import AccountDeleted, UserDeactivated
from apps.accounts.models import User
from apps.accounts.parting import PARTINGS
from apps.accounts.repositories import ExportRepository, ProfileRepository, UserRepository
from apps.accounts.tokens import DELETION_CANCEL
from apps.events.bus import publish
from apps.events.unit_of_work import unit_of_work
from services.accounts import avatars, mails
from services.accounts.activation import ActivationService
from services.accounts.exports import remove_files
from services.accounts.sessions import SessionService
from services.errors import Conflict, Invalid, NotAuthenticated, Problem
from services.mailing import send_after_commit

BATCH: Final = 200  # accounts in one run
security_log = structlog.get_logger("security")


class DeletionService:
    """An account is closed at once and deleted after `ACCOUNT_DELETION_GRACE_DAYS`."""

    def __init__(
        self,
        users: UserRepository | None = None,
        sessions: SessionService | None = None,
        activation: ActivationService | None = None,
        mail_sender: MailSender | None = None,
    ) -> None:
        self.users = users or UserRepository()
        self.profiles = ProfileRepository()
        self.exports = ExportRepository()
        self.sessions = sessions or SessionService()
        self.activation = activation or ActivationService()
        self.mail_sender = mail_sender or get_mail_sender()

    @unit_of_work()
    def request(self, *, user: User) -> User:
        """Close the account, and mail the link that calls the deletion off.

        Refused while another app has an obstacle: `apps/accounts/parting.py`.
        """
        if obstacles := [text for parting in PARTINGS if (text := parting.obstacle(user))]:
            raise Conflict.of(Problem("cannot_leave", text) for text in obstacles)
        now = timezone.now()
        due = now + timedelta(days=settings.ACCOUNT_DELETION_GRACE_DAYS)
        if not self.users.schedule_deletion(user, at=now, due=due):
            raise NotAuthenticated("session_ended", _("This session has ended. Log in again."))
        self.sessions.end_all(user=user)
        publish(UserDeactivated(user.pk))
        send_after_commit(self.mail_sender, mails.deletion_requested(user))
        security_log.info("deletion_requested", user_id=user.pk)
        return user

    @unit_of_work()
    def cancel(self, *, token: str) -> None:
        user_id = DELETION_CANCEL.user_id(token)
        user = self.users.lock(user_id) if user_id else None
        if (
            user is None
            or user.deletion_due_at is None
            or user.closed_by_owner_at is None
            or not DELETION_CANCEL.fits(token, user)
        ):
            raise Invalid("invalid_token", _("This link has expired or was used already."), "token")
        self.activation.activate(user=user)
        security_log.info("deletion_cancelled", user_id=user.pk)

    def delete_due(self) -> int:
        """Delete accounts whose time has come, a batch of them, and count them.

        Run it again for more. Two runs at once do not harm each other.
        """
        now = timezone.now()
        due = self.users.due_for_deletion(before=now, limit=BATCH)
        return sum(self._delete_if_due(user_id, before=now) for user_id in due)

    @unit_of_work()
    def delete(self, *, user: User) -> None:
        """Delete the account with its files, or empty it where something that stays points at it.

        Other apps learn of it by `AccountDeleted`, and keep `PROTECT` for what must stay.
        """
        profile = self.profiles.lock(user)
        avatar = profile.avatar if profile else ""
        files = self.exports.files_of(user)
        user_id = user.pk
        for parting in PARTINGS:
            parting.leave(user)
        try:
            with unit_of_work():
                user.delete()
        except (ProtectedError, RestrictedError, IntegrityError):
            self.users.anonymize(User.objects.get(pk=user_id))
        transaction.on_commit(partial(avatars.remove, avatar), robust=True)
        transaction.on_commit(partial(remove_files, files), robust=True)
        publish(AccountDeleted(user_id))
        security_log.info("account_deleted", user_id=user_id)

    @unit_of_work()
    def _delete_if_due(self, user_id: int, *, before: datetime) -> bool:
        user = self.users.lock_due(user_id, before=before)
        if user is None:
            return False
        self.delete(user=user)
        return True
