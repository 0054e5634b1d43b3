"""The two kinds of token: pairs that carry a session, and links that work once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac
from rest_framework_simplejwt.tokens import RefreshToken, Token

from apps.accounts.models import Session, User

SESSION_CLAIM: Final = "sid"
NO_SESSION: Final = UUID(int=0)


@dataclass(frozen=True)
class TokenPair:
    access: str
    refresh: str


def next_refresh_token(session: Session) -> RefreshToken:
    """A token that continues `session`, once its id is written there."""
    token = RefreshToken.for_user(session.user)
    token[SESSION_CLAIM] = str(session.pk)
    return token


def session_id(token: Token) -> str:
    """The session that a token belongs to, or an id that no session has."""
    return str(token.get(SESSION_CLAIM, NO_SESSION))


def as_pair(refresh: RefreshToken) -> TokenPair:
    return TokenPair(access=str(refresh.access_token), refresh=str(refresh))


@dataclass(frozen=True)
class LinkToken:
    """A signed token for a link in an e-mail: for one purpose, for a time, and for one use.

    It works once because it is bound to a state of the user that its use changes. Nothing is
    stored, and an older link dies with the newer one's use.
    """

    purpose: str
    lifetime_setting: str
    state: Callable[[User], tuple[object, ...]]

    def make(self, user: User) -> str:
        return signing.dumps([user.pk, self._fingerprint(user)], salt=self._salt)

    def user_id(self, token: str) -> int | None:
        """Whose token it is, if it is ours and not too old. It may have been used already."""
        claim = self._read(token)
        return claim[0] if claim else None

    def fits(self, token: str, user: User) -> bool:
        """Whether it can be used now, for this user, whose row should be locked."""
        claim = self._read(token)
        return (
            claim is not None
            and claim[0] == user.pk
            and constant_time_compare(claim[1], self._fingerprint(user))
        )

    def _read(self, token: str) -> tuple[int, str] | None:
        try:
            user_id, fingerprint = signing.loads(
                token, salt=self._salt, max_age=getattr(settings, self.lifetime_setting)
            )
        except signing.BadSignature:
            return None
        return user_id, fingerprint

    def _fingerprint(self, user: User) -> str:
        return salted_hmac(self._salt, repr(self.state(user)), algorithm="sha256").hexdigest()

    @property
    def _salt(self) -> str:
        return f"accounts.{self.purpose}"


EMAIL_VERIFICATION: Final = LinkToken(
    purpose="email-verification",
    lifetime_setting="EMAIL_VERIFICATION_TIMEOUT",
    state=lambda user: (user.email, user.password, user.email_verified_at, user.is_active),
)
PASSWORD_RESET: Final = LinkToken(
    purpose="password-reset",
    lifetime_setting="PASSWORD_RESET_TIMEOUT",
    state=lambda user: (user.email, user.password, user.last_login, user.is_active),
)
