"""What happens when rows are shared."""

from dataclasses import dataclass
from typing import ClassVar

from apps.events.event import Event


@dataclass(frozen=True)
class RowShared(Event):
    """`model` is its label, such as `shop.Order`; `user_id` is whom it is shared with."""

    aggregate: ClassVar = ("row", "pk")

    model: str
    pk: str
    user_id: int
    level: str


@dataclass(frozen=True)
class RowUnshared(Event):
    aggregate: ClassVar = ("row", "pk")

    model: str
    pk: str
    user_id: int
