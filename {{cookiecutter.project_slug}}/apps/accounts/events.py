"""What happens to accounts."""

from dataclasses import dataclass

from apps.events.bus import Event


@dataclass(frozen=True)
class UserRegistered(Event):
    user_id: int


@dataclass(frozen=True)
class EmailVerified(Event):
    user_id: int


@dataclass(frozen=True)
class EmailChanged(Event):
    user_id: int


@dataclass(frozen=True)
class PasswordChanged(Event):
    user_id: int


@dataclass(frozen=True)
class MfaEnabled(Event):
    user_id: int


@dataclass(frozen=True)
class MfaDisabled(Event):
    user_id: int


@dataclass(frozen=True)
class RecoveryCodesReplaced(Event):
    user_id: int


@dataclass(frozen=True)
class ProfileUpdated(Event):
    user_id: int


@dataclass(frozen=True)
class UserLoggedOut(Event):
    """One session or all sessions of the user ended, for whatever reason."""

    user_id: int
    everywhere: bool = False


@dataclass(frozen=True)
class UserDeactivated(Event):
    user_id: int


@dataclass(frozen=True)
class UserReactivated(Event):
    user_id: int


@dataclass(frozen=True)
class AccountDeleted(Event):
    """The row is gone, or holds nothing personal any more. Other apps clear what is theirs."""

    user_id: int
