from django.utils import timezone
from django.utils.translation import gettext as _

from adapters.mail import MailSender, get_mail_sender
from apps.accounts.events import EmailVerified
from apps.accounts.repositories import UserRepository
from apps.accounts.tokens import EMAIL_VERIFICATION
from apps.events.bus import publish
from apps.events.unit_of_work import unit_of_work
from services.accounts import mails
from services.errors import Invalid
from services.mailing import send_after_commit


class VerificationService:
    def __init__(
        self, users: UserRepository | None = None, mail_sender: MailSender | None = None
    ) -> None:
        self.users = users or UserRepository()
        self.mail_sender = mail_sender or get_mail_sender()

    @unit_of_work()
    def verify(self, *, token: str) -> None:
        user_id = EMAIL_VERIFICATION.user_id(token)
        user = self.users.lock(user_id) if user_id else None
        if user is None or not EMAIL_VERIFICATION.fits(token, user):
            raise Invalid(
                "invalid_token",
                _("This link has expired or was used already. Ask for a new one."),
                "token",
            )
        user.email_verified_at = timezone.now()
        self.users.save(user, "email_verified_at")
        publish(EmailVerified(user.pk))
        send_after_commit(self.mail_sender, mails.welcome(user))

    def resend(self, *, email: str) -> None:
        """Mail a new link if there is something to confirm; the caller cannot tell."""
        user = self.users.by_email(email)
        if user and user.is_active and not user.is_email_verified:
            send_after_commit(self.mail_sender, mails.verification(user))
