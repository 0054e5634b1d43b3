from datetime import datetime
from typing import cast
from uuid import UUID

import structlog
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework_simplejwt.exceptions import TokenError

from adapters.mail import MailSender, get_mail_sender
from apps.accounts.devices import NOWHERE, Device
from apps.accounts.events import UserLoggedOut
from apps.accounts.models import Session, User
from apps.accounts.repositories import SessionRepository, UserRepository
from apps.accounts.tokens import (
    MFA_LOGIN,
    MfaChallenge,
    RefreshToken,
    TokenPair,
    as_pair,
    next_refresh_token,
    session_id,
)
from apps.events.bus import publish
from apps.events.unit_of_work import unit_of_work
from services.accounts import mails
from services.accounts.mfa import MfaService
from services.errors import Invalid, NotAuthenticated
from services.mailing import send_after_commit

security_log = structlog.get_logger("security")


class SessionService:
    def __init__(
        self,
        users: UserRepository | None = None,
        sessions: SessionRepository | None = None,
        mail_sender: MailSender | None = None,
        mfa: MfaService | None = None,
    ) -> None:
        self.users = users or UserRepository()
        self.sessions = sessions or SessionRepository()
        self.mail_sender = mail_sender or get_mail_sender()
        self.mfa = mfa or MfaService()

    def log_in(
        self, *, email: str, password: str, device: Device = NOWHERE
    ) -> TokenPair | MfaChallenge:
        """Open a session. Every refusal but one looks the same, and each costs one hash.

        Only who knows the password is told that the address is not confirmed yet.
        """
        user = self.users.by_email(email)
        if user is None:
            make_password(password)
            raise _refused(None)
        if not user.check_password(password) or not user.is_active:
            raise _refused(user)
        if not user.is_email_verified:
            raise NotAuthenticated(
                "email_not_verified", _("Confirm your e-mail address first: we sent you a link.")
            )
        return self.log_in_proved(user=user, device=device)

    def log_in_proved(self, *, user: User, device: Device = NOWHERE) -> TokenPair | MfaChallenge:
        """For who has proved who they are, by a password or otherwise, but for a second factor."""
        if not user.is_active:
            raise _refused(user)
        if self.mfa.is_on(user):
            return MfaChallenge(MFA_LOGIN.make(user))
        return self.open(user=user, device=device)

    def log_in_with_code(self, *, mfa_token: str, code: str, device: Device = NOWHERE) -> TokenPair:
        """The second half of a login. The token opens one session, and dies with a new password."""
        user_id = MFA_LOGIN.user_id(mfa_token)
        user = self.users.by_id(user_id) if user_id else None
        if user is None or not user.is_active or not MFA_LOGIN.fits(mfa_token, user):
            raise _begin_again()
        self.mfa.check(user=user, code=code)
        with unit_of_work():
            fresh = self.users.lock(user.pk)
            if fresh is None or not MFA_LOGIN.fits(mfa_token, fresh):
                raise _begin_again()
            return self.open(user=fresh, device=device)

    def open(self, *, user: User, device: Device = NOWHERE) -> TokenPair:
        """A session for a user who has proved who they are.

        They get a mail when it is not their first and comes from a device or place that no
        remembered session of theirs began at.
        """
        now = timezone.now()
        session = Session(
            user=user,
            authenticated_at=now,
            auth_hash=user.get_session_auth_hash(),
            user_agent=device.user_agent,
            device=device.name,
            login_address=device.address,
            login_network=device.network,
            last_address=device.address,
        )
        is_news = self._is_news(session)
        user.last_login = now
        with transaction.atomic(savepoint=False):
            pair = self._continue(session, at=now)
            self.users.save(user, "last_login")
            if is_news:
                send_after_commit(self.mail_sender, mails.new_device(session))
        return pair

    def refresh(self, *, token: str, device: Device = NOWHERE) -> TokenPair:
        """Exchange a refresh token, once, for the next pair of its session.

        A token that was spent already is in the hands of two: the session ends, for both. Of two
        calls at once the second is such a reuse.
        """
        spent = _read(token)
        with unit_of_work():
            session = self.sessions.lock(session_id(spent))
            if session is None or not session.is_live:
                raise _session_ended()
            if session.refresh_jti == spent["jti"]:
                session.last_address = device.address
                return self._continue(session, at=timezone.now())
            self.sessions.end(session.pk, user=session.user, at=timezone.now())
            publish(UserLoggedOut(session.user_id))
        security_log.warning(
            "refresh_token_reused", user_id=session.user_id, session_id=str(session.pk)
        )
        raise _session_ended()

    def reauthenticate(self, *, session: Session, password: str, code: str = "") -> None:
        """Note that whoever holds the session has just proved again that it is theirs.

        `code` is asked for where a second factor is on.
        """
        if not session.user.check_password(password):
            security_log.warning("reauthentication_refused", user_id=session.user_id)
            raise Invalid("wrong_password", _("This is not your password."), "password")
        if self.mfa.is_on(session.user):
            self.mfa.check(user=session.user, code=code)
        if not self.sessions.prove(session, at=timezone.now()):
            raise _session_ended()

    def log_out(self, *, user: User, session_id: UUID | str) -> bool:
        """Whether there was an open session of this user to end."""
        with unit_of_work():
            ended = self.sessions.end(session_id, user=user, at=timezone.now())
            if ended:
                publish(UserLoggedOut(user.pk))
        return ended

    def end_all(self, *, user: User) -> None:
        """Log out everywhere."""
        with transaction.atomic(savepoint=False):
            self.sessions.end_all(user, at=timezone.now())
            publish(UserLoggedOut(user.pk, everywhere=True))

    def is_live(self, session_id: UUID | str) -> bool:
        """Whether a request in this session would be let in."""
        session = self.sessions.by_id(session_id)
        return session is not None and session.is_live

    def forget_expired(self) -> int:
        """Delete sessions that no token can belong to any more, and count them."""
        return self.sessions.delete_expired(before=timezone.now())

    def _is_news(self, session: Session) -> bool:
        """Also for who has been away for so long that we remember none of their sessions."""
        user = session.user
        if user.last_login is None or not user.profile.email_notices:
            return False
        return not self.sessions.has_come_from(
            user, device=session.device, network=session.login_network
        )

    def _continue(self, session: Session, *, at: datetime) -> TokenPair:
        refresh = next_refresh_token(session)
        session.refresh_jti = refresh["jti"]
        session.last_used_at = at
        session.expires_at = datetime.fromtimestamp(refresh["exp"], tz=at.tzinfo)
        session.save()
        return as_pair(refresh)


def _read(token: str) -> RefreshToken:
    try:
        return RefreshToken(cast("RefreshToken", token))
    except TokenError as error:
        raise _session_ended() from error


def _refused(user: User | None) -> NotAuthenticated:
    security_log.warning("login_refused", user_id=user.pk if user else None)
    return NotAuthenticated("invalid_credentials", _("E-mail address or password is wrong."))


def _begin_again() -> NotAuthenticated:
    return NotAuthenticated("mfa_token_not_valid", _("This took too long. Log in again."))


def _session_ended() -> NotAuthenticated:
    return NotAuthenticated("session_ended", _("This session has ended. Log in again."))
