"""What happens to accounts."""

from dataclasses import dataclass
from typing import ClassVar, Final

from apps.events.event import Event


@dataclass(frozen=True)
class UserEvent(Event):
    aggregate: ClassVar = ("user", "user_id")

    user_id: int


@dataclass(frozen=True)
class UserRegistered(UserEvent):
    """An account was made, by its owner or by staff."""


@dataclass(frozen=True)
class EmailVerified(UserEvent):
    pass


@dataclass(frozen=True)
class EmailChanged(UserEvent):
    pass


@dataclass(frozen=True)
class PasswordChanged(UserEvent):
    pass


@dataclass(frozen=True)
class MfaEnabled(UserEvent):
    pass


@dataclass(frozen=True)
class MfaDisabled(UserEvent):
    pass


@dataclass(frozen=True)
class RecoveryCodesReplaced(UserEvent):
    pass


@dataclass(frozen=True)
class ProfileUpdated(UserEvent):
    pass


@dataclass(frozen=True)
class UserLoggedOut(UserEvent):
    """One session or all sessions of the user ended, for whatever reason."""

    everywhere: bool = False


@dataclass(frozen=True)
class UserDeactivated(UserEvent):
    pass


@dataclass(frozen=True)
class UserReactivated(UserEvent):
    pass


@dataclass(frozen=True)
class AccountDeleted(UserEvent):
    """The row is gone, or holds nothing personal any more. Other apps clear what is theirs."""


# What changes the list of users.
LISTED: Final[tuple[type[UserEvent], ...]] = (
    UserRegistered,
    EmailVerified,
    EmailChanged,
    ProfileUpdated,
    UserDeactivated,
    UserReactivated,
    AccountDeleted,
)
