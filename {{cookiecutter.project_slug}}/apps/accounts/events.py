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
class PasswordChanged(Event):
    user_id: int


@dataclass(frozen=True)
class ProfileUpdated(Event):
    user_id: int


@dataclass(frozen=True)
class UserLoggedOut(Event):
    """One session or all sessions of the user ended, for whatever reason."""

    user_id: int


@dataclass(frozen=True)
class UserDeactivated(Event):
    user_id: int
