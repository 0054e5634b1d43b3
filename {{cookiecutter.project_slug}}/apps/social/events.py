from dataclasses import dataclass

from apps.accounts.events import UserEvent


@dataclass(frozen=True)
class IdentityLinked(UserEvent):
    provider: str


@dataclass(frozen=True)
class IdentityUnlinked(UserEvent):
    provider: str
