import structlog
from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from adapters.mail import MailSender, get_mail_sender
from apps.accounts.events import EmailChanged
from apps.accounts.models import EmailChange, User
from apps.accounts.repositories import EmailChangeRepository, UserRepository
from apps.accounts.tokens import EMAIL_CHANGE_CANCEL, EMAIL_CHANGE_NEW, EMAIL_CHANGE_OLD, LinkToken
from apps.events.bus import publish
from apps.events.unit_of_work import unit_of_work
from services.accounts import mails
from services.accounts.sessions import SessionService
from services.errors import Invalid
from services.mailing import send_after_commit

security_log = structlog.get_logger("security")


class EmailChangeService:
    """An address changes when the links to the old and to the new one were followed.

    Who has stolen a session cannot read the mails of the old address, so they cannot take the
    account away; who has mistyped the new address does not lose it.
    """

    def __init__(
        self,
        users: UserRepository | None = None,
        changes: EmailChangeRepository | None = None,
        sessions: SessionService | None = None,
        mail_sender: MailSender | None = None,
    ) -> None:
        self.users = users or UserRepository()
        self.changes = changes or EmailChangeRepository()
        self.sessions = sessions or SessionService()
        self.mail_sender = mail_sender or get_mail_sender()

    def request(self, *, user: User, new_email: str) -> None:
        """Mail both ends. The caller cannot tell whether the new address has an account."""
        new_email = User.objects.normalize_email(new_email)
        if new_email == user.email:
            raise Invalid("same_email", _("This is your address already."), "new_email")
        with unit_of_work():
            change = self.changes.begin(user, new_email=new_email, at=timezone.now())
            owner = self.users.by_email(new_email)
            send_after_commit(self.mail_sender, mails.email_change_old(change))
            to_new = mails.email_taken(owner) if owner else mails.email_change_new(change)
            send_after_commit(self.mail_sender, to_new)

    def confirm(self, *, token: str) -> bool:
        """Whether the address has changed; else the link to the other end is still to follow."""
        try:
            with unit_of_work():
                return self._confirm(token)
        except IntegrityError as error:  # somebody has registered the new address meanwhile
            raise _dead_link() from error

    @unit_of_work()
    def cancel(self, *, token: str) -> None:
        """By the old address, which never asked for it: whoever did is logged out."""
        change = self._locked(token, EMAIL_CHANGE_CANCEL)
        if change is None:
            raise _dead_link()
        user = change.user
        self.changes.delete(change)
        self.sessions.end_all(user=user)
        security_log.warning("email_change_cancelled", user_id=user.pk)

    def _confirm(self, token: str) -> bool:
        if change := self._locked(token, EMAIL_CHANGE_OLD):
            return self._finish(change, "old_confirmed_at", other="new_confirmed_at")
        if change := self._locked(token, EMAIL_CHANGE_NEW):
            return self._finish(change, "new_confirmed_at", other="old_confirmed_at")
        raise _dead_link()

    def _finish(self, change: EmailChange, end: str, *, other: str) -> bool:
        if getattr(change, other) is None:
            setattr(change, end, timezone.now())
            change.save(update_fields=[end])
            return False
        user = change.user
        old_email, user.email = user.email, change.new_email
        user.email_verified_at = timezone.now()
        self.users.save(user, "email", "email_verified_at")
        self.changes.delete(change)
        self.sessions.end_all(user=user)
        publish(EmailChanged(user.pk))
        for address in (old_email, user.email):
            send_after_commit(self.mail_sender, mails.email_changed(user, to=address))
        return True

    def _locked(self, token: str, kind: LinkToken) -> EmailChange | None:
        user_id = kind.user_id(token)
        change = self.changes.lock(user_id) if user_id else None
        if change is None or not change.user.is_active or not kind.fits(token, change.user):
            return None
        return change


def _dead_link() -> Invalid:
    return Invalid(
        "invalid_token", _("This link has expired or was used already. Ask for a new one."), "token"
    )
