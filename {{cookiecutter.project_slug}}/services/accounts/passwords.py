from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from adapters.mail import MailSender, get_mail_sender
from apps.accounts.events import PasswordChanged
from apps.accounts.models import User
from apps.accounts.repositories import UserRepository
from apps.accounts.tokens import PASSWORD_RESET
from apps.events.bus import publish
from apps.events.unit_of_work import unit_of_work
from services.accounts import mails
from services.accounts.sessions import SessionService
from services.errors import Invalid, Problem
from services.mailing import send_after_commit


def check_strength(password: str, user: User, *, attr: str) -> None:
    """Raise `Invalid` with everything that is wrong with `password` for this user."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid.of(
            Problem(item.code or "invalid", item.messages[0], attr) for item in error.error_list
        ) from error


class PasswordService:
    """Changes and resets. Hashing is slow, so it is done before a row is locked."""

    def __init__(
        self,
        users: UserRepository | None = None,
        sessions: SessionService | None = None,
        mail_sender: MailSender | None = None,
    ) -> None:
        self.users = users or UserRepository()
        self.sessions = sessions or SessionService()
        self.mail_sender = mail_sender or get_mail_sender()

    def change(self, *, user: User, current_password: str, new_password: str) -> None:
        """Set a new password and end every session, the caller's own too."""
        if not user.check_password(current_password):
            raise _wrong_password()
        check_strength(new_password, user, attr="new_password")
        hashed = make_password(new_password)
        with unit_of_work():
            fresh = self.users.lock(user.pk)
            if fresh is None or fresh.password != user.password:
                raise _wrong_password()  # somebody changed it meanwhile
            self._set(fresh, hashed)

    def request_reset(self, *, email: str) -> None:
        """Mail a link if the address is known; the caller cannot tell."""
        user = self.users.by_email(email)
        if user and user.is_active:
            send_after_commit(self.mail_sender, mails.password_reset(user))

    def reset(self, *, token: str, new_password: str) -> None:
        """Set a new password by a mailed link. Of two uses at once, one succeeds."""
        user_id = PASSWORD_RESET.user_id(token)
        user = self.users.by_id(user_id) if user_id else None
        if user is None or not PASSWORD_RESET.fits(token, user):
            raise _dead_link()
        check_strength(new_password, user, attr="new_password")
        hashed = make_password(new_password)
        with unit_of_work():
            fresh = self.users.lock(user.pk)
            if fresh is None or not PASSWORD_RESET.fits(token, fresh):
                raise _dead_link()
            # Who reads the mails of an address has confirmed it.
            fresh.email_verified_at = fresh.email_verified_at or timezone.now()
            self._set(fresh, hashed)

    def _set(self, user: User, hashed: str) -> None:
        user.password = hashed
        self.users.save(user, "password", "email_verified_at")
        self.sessions.end_all(user=user)
        publish(PasswordChanged(user.pk))
        send_after_commit(self.mail_sender, mails.password_changed(user))


def _wrong_password() -> Invalid:
    return Invalid("wrong_password", _("This is not your password."), "current_password")


def _dead_link() -> Invalid:
    return Invalid(
        "invalid_token", _("This link has expired or was used already. Ask for a new one."), "token"
    )
