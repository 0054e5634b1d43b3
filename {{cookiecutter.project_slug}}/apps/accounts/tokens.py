"""The two kinds of token: pairs that carry a session, and links that work once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac
from rest_framework_simplejwt import tokens as simplejwt
from rest_framework_simplejwt.backends import TokenBackend
from rest_framework_simplejwt.tokens import Token

from apps.accounts.keyring import keyring
from apps.accounts.models import Session, User

SESSION_CLAIM: Final = "sid"
NO_SESSION: Final = UUID(int=0)


class AccessToken(simplejwt.AccessToken):
    """Signed by our keyring."""

    def get_token_backend(self) -> TokenBackend:
        return keyring()


class RefreshToken(simplejwt.RefreshToken):
    """Signed by our keyring."""

    access_token_class = AccessToken

    def get_token_backend(self) -> TokenBackend:
        return keyring()


@dataclass(frozen=True)
class TokenPair:
    access: str
    refresh: str


def next_refresh_token(session: Session) -> RefreshToken:
    """A token that continues `session`, once its id is written there."""
    token: RefreshToken = RefreshToken.for_user(session.user)  # type: ignore[assignment]
    token[SESSION_CLAIM] = str(session.pk)
    return token


def session_id(token: Token) -> str:
    """The session that a token belongs to, or an id that no session has."""
    return str(token.get(SESSION_CLAIM, NO_SESSION))


def as_pair(refresh: RefreshToken) -> TokenPair:
    return TokenPair(access=str(refresh.access_token), refresh=str(refresh))


@dataclass(frozen=True)
class MfaChallenge:
    """What a login answers whose second factor is still missing."""

    mfa_token: str


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


# Of a login whose password was right and whose second factor is still missing.
MFA_LOGIN: Final = LinkToken(
    purpose="mfa-login",
    lifetime_setting="MFA_LOGIN_TIMEOUT",
    state=lambda user: (user.password, user.last_login, user.is_active),
)
EMAIL_VERIFICATION: Final = LinkToken(
    purpose="email-verification",
    lifetime_setting="EMAIL_VERIFICATION_TIMEOUT",
    state=lambda user: (user.email, user.password, user.email_verified_at, user.is_active),
)
REACTIVATION: Final = LinkToken(
    purpose="reactivation",
    lifetime_setting="REACTIVATION_TIMEOUT",
    state=lambda user: (user.email, user.password, user.closed_by_owner_at, user.deletion_due_at),
)
DELETION_CANCEL: Final = LinkToken(
    purpose="deletion-cancel",
    lifetime_setting="DELETION_CANCEL_TIMEOUT",
    state=lambda user: (user.email, user.password, user.closed_by_owner_at, user.deletion_due_at),
)


def _nonce(user: User) -> UUID | None:
    """Of the change of address that is waiting. It ends with the change."""
    change = getattr(user, "email_change", None)
    return change.nonce if change else None


def _confirmed(user: User, end: str) -> object:
    return getattr(getattr(user, "email_change", None), end, None)


EMAIL_CHANGE_OLD: Final = LinkToken(
    purpose="email-change-old",
    lifetime_setting="EMAIL_CHANGE_TIMEOUT",
    state=lambda user: (
        user.email,
        user.password,
        _nonce(user),
        _confirmed(user, "old_confirmed_at"),
    ),
)
EMAIL_CHANGE_NEW: Final = LinkToken(
    purpose="email-change-new",
    lifetime_setting="EMAIL_CHANGE_TIMEOUT",
    state=lambda user: (
        user.email,
        user.password,
        _nonce(user),
        _confirmed(user, "new_confirmed_at"),
    ),
)
EMAIL_CHANGE_CANCEL: Final = LinkToken(
    purpose="email-change-cancel",
    lifetime_setting="EMAIL_CHANGE_TIMEOUT",
    state=lambda user: (user.email, user.password, _nonce(user)),
)
PASSWORD_RESET: Final = LinkToken(
    purpose="password-reset",
    lifetime_setting="PASSWORD_RESET_TIMEOUT",
    state=lambda user: (user.email, user.password, user.last_login, user.is_active),
)
