from django.contrib.auth.hashers import make_password
from django.db import IntegrityError
from django.utils import timezone

from adapters.mail import MailSender, get_mail_sender
from apps.accounts.events import EmailVerified, UserRegistered
from apps.accounts.models import User
from apps.accounts.repositories import UserRepository
from apps.events.bus import publish
from apps.events.unit_of_work import unit_of_work
from services.accounts import mails
from services.accounts.passwords import check_strength
from services.mailing import send_after_commit


class RegistrationService:
    def __init__(
        self,
        users: UserRepository | None = None,
        mail_sender: MailSender | None = None,
    ) -> None:
        self.users = users or UserRepository()
        self.mail_sender = mail_sender or get_mail_sender()

    def register(self, *, email: str, password: str, display_name: str = "") -> None:
        """Create the account and mail a link that confirms the address.

        The caller cannot tell whether the address was known: its owner is told by mail.
        """
        candidate = self.prepare(email=email, password=password, display_name=display_name)
        try:
            with unit_of_work():
                self._register(candidate)
        except IntegrityError:
            # The same address was registered since we looked. Now it will be found.
            with unit_of_work():
                self._register(candidate)

    def prepare(
        self, *, email: str, password: str, display_name: str = "", encoded: str = ""
    ) -> User:
        """An unsaved account. Hashing is slow: call it outside of any transaction.

        Who is in one already has made the hash before, and hands it over as `encoded`.
        """
        candidate = self.users.new(email=email, display_name=display_name)
        check_strength(password, candidate, attr="password")
        candidate.password = encoded or make_password(password)
        return candidate

    def register_verified(self, candidate: User, *, instead_of: int | None) -> int | None:
        """For who has proved the address by another mail. The id of their account.

        `instead_of` is the account that has the address, if there is one; `None` is returned
        where that is somebody's. To be called in a transaction, and once more after an
        `IntegrityError`: then the address was registered since it was looked for.
        """
        candidate.email_verified_at = timezone.now()
        if instead_of is None:
            instead_of = self.users.add(candidate).pk
            publish(UserRegistered(instead_of))
        elif not self.users.claim(instead_of, candidate):
            return None
        publish(EmailVerified(instead_of))
        return instead_of

    def _register(self, candidate: User) -> None:
        existing = self.users.by_email(candidate.email)
        if existing is None:
            self.users.add(candidate)
            publish(UserRegistered(candidate.pk))
            send_after_commit(self.mail_sender, mails.verification(candidate))
        elif self.users.claim(existing.pk, candidate):
            existing.password = candidate.password
            existing.profile.display_name = candidate.display_name
            send_after_commit(self.mail_sender, mails.verification(existing))
        else:
            send_after_commit(self.mail_sender, mails.already_registered(existing))
