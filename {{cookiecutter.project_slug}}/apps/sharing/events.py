"""What happens when rows are shared."""

from dataclasses import dataclass

from apps.events.bus import Event


@dataclass(frozen=True)
class RowShared(Event):
    """`model` is its label, such as `shop.Order`; `user_id` is whom it is shared with."""

    model: str
    pk: str
    user_id: int
    level: str


@dataclass(frozen=True)
class RowUnshared(Event):
    model: str
    pk: str
    user_id: int
