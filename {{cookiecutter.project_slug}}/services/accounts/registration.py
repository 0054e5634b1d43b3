from django.contrib.auth.hashers import make_password
from django.db import IntegrityError
from django.utils import timezone

from adapters.mail import MailSender, get_mail_sender
from apps.accounts.events import EmailVerified, UserRegistered
from apps.accounts.models import User
from apps.accounts.repositories import ProfileRepository, UserRepository
from apps.events.bus import publish
from apps.events.unit_of_work import unit_of_work
from services.accounts import mails
from services.accounts.passwords import check_strength
from services.mailing import send_after_commit


class RegistrationService:
    def __init__(
        self,
        users: UserRepository | None = None,
        profiles: ProfileRepository | None = None,
        mail_sender: MailSender | None = None,
    ) -> None:
        self.users = users or UserRepository()
        self.profiles = profiles or ProfileRepository()
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

    def register_verified(self, candidate: User) -> User | None:
        """For who has proved the address by another mail. `None` where it has an account.

        To be called in a transaction.
        """
        candidate.email_verified_at = timezone.now()
        user = self._add(candidate)
        if user is None:
            user = self.users.lock_by_email(candidate.email)
            if user is None or not _belongs_to_nobody(user):
                return None
            self._replace(user, candidate)
        publish(EmailVerified(user.pk))
        return user

    def _add(self, candidate: User) -> User | None:
        """`None` where the address has an account."""
        try:
            with unit_of_work():
                self.users.add(candidate)
        except IntegrityError:
            return None
        publish(UserRegistered(candidate.pk))
        return candidate

    def _register(self, candidate: User) -> None:
        existing = self.users.lock_by_email(candidate.email)
        if existing is None:
            self.users.add(candidate)
            publish(UserRegistered(candidate.pk))
            send_after_commit(self.mail_sender, mails.verification(candidate))
        elif _belongs_to_nobody(existing):
            self._replace(existing, candidate)
            send_after_commit(self.mail_sender, mails.verification(existing))
        else:
            send_after_commit(self.mail_sender, mails.already_registered(existing))

    def _replace(self, existing: User, candidate: User) -> None:
        existing.password = candidate.password
        existing.email_verified_at = candidate.email_verified_at
        self.users.save(existing, "password", "email_verified_at")
        if existing.profile.display_name != candidate.display_name:
            existing.profile.display_name = candidate.display_name
            self.profiles.save(existing.profile, "display_name")


def _belongs_to_nobody(user: User) -> bool:
    """Whether a new registration may take the account over.

    Whoever registers a stranger's address first must not have chosen the password of the account
    that the stranger confirms later. The newest registration therefore counts, until one is
    confirmed, and links of older ones die with the older password.
    """
    return (
        not user.is_email_verified
        and user.is_active
        and user.last_login is None
        and not (user.is_staff or user.is_superuser)
    )
