"""What other apps have to say when an account goes. Each registers in `AppConfig.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from apps.accounts.models import User


@dataclass(frozen=True)
class Parting:
    """`obstacle` tells in a sentence why an account cannot be deleted yet, or returns nothing.

    `leave` runs in the transaction of the deletion, before it. Then it is too late for obstacles:
    time has run out, or staff has decided.
    """

    obstacle: Callable[[User], str | None]
    leave: Callable[[User], None]


PARTINGS: Final[list[Parting]] = []


def register_parting(parting: Parting) -> None:
    if parting not in PARTINGS:
        PARTINGS.append(parting)
