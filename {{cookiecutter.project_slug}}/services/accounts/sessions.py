from datetime import datetime
from typing import cast
from uuid import UUID

import structlog
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.tokens import RefreshToken

from apps.accounts.events import UserLoggedOut
from apps.accounts.models import Session, User
from apps.accounts.repositories import SessionRepository, UserRepository
from apps.accounts.tokens import TokenPair, as_pair, next_refresh_token, session_id
from apps.events.bus import publish
from services.errors import NotAuthenticated

security_log = structlog.get_logger("security")


class SessionService:
    def __init__(
        self, users: UserRepository | None = None, sessions: SessionRepository | None = None
    ) -> None:
        self.users = users or UserRepository()
        self.sessions = sessions or SessionRepository()

    def log_in(self, *, email: str, password: str) -> TokenPair:
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
        return self.open(user=user)

    def open(self, *, user: User) -> TokenPair:
        """A session for a user who has proved who they are."""
        now = timezone.now()
        session = Session(user=user, auth_hash=user.get_session_auth_hash())
        user.last_login = now
        with transaction.atomic():
            pair = self._continue(session, at=now)
            self.users.save(user, "last_login")
        return pair

    def refresh(self, *, token: str) -> TokenPair:
        """Exchange a refresh token, once, for the next pair of its session.

        A token that was spent already is in the hands of two: the session ends, for both. Of two
        calls at once the second is such a reuse.
        """
        spent = _read(token)
        with transaction.atomic():
            session = self.sessions.lock(session_id(spent))
            if session is None or not session.is_live:
                raise _session_ended()
            if session.refresh_jti == spent["jti"]:
                return self._continue(session, at=timezone.now())
            self.sessions.end(session.pk, at=timezone.now())
            publish(UserLoggedOut(session.user_id))
        security_log.warning(
            "refresh_token_reused", user_id=session.user_id, session_id=str(session.pk)
        )
        raise _session_ended()

    def log_out(self, *, user: User, session_id: UUID | str) -> None:
        with transaction.atomic():
            self.sessions.end(session_id, at=timezone.now())
            publish(UserLoggedOut(user.pk))

    def end_all(self, *, user: User) -> None:
        """Log out everywhere."""
        with transaction.atomic(savepoint=False):
            self.sessions.end_all(user, at=timezone.now())
            publish(UserLoggedOut(user.pk))

    def is_live(self, session_id: UUID | str) -> bool:
        """Whether a request in this session would be let in."""
        session = self.sessions.by_id(session_id)
        return session is not None and session.is_live

    def forget_expired(self) -> int:
        """Delete sessions that no token can belong to any more, and count them."""
        return self.sessions.delete_expired(before=timezone.now())

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


def _session_ended() -> NotAuthenticated:
    return NotAuthenticated("session_ended", _("This session has ended. Log in again."))
