from dataclasses import dataclass

from apps.events.bus import Event


@dataclass(frozen=True)
class IdentityLinked(Event):
    user_id: int
    provider: str


@dataclass(frozen=True)
class IdentityUnlinked(Event):
    user_id: int
    provider: str
