"""Which sockets there are, and who hears of what, as each app declares it in an `offered.py`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from apps.realtime.consumers import EventConsumer
from tests.contracts.contract import modules
from tests.contracts.table import CALLERS
from tests.contracts.worlds import World

OFFERED: Final = "offered"
MEMBERS: Final = frozenset({"viewer", "member", "admin", "owner"})


@dataclass(frozen=True)
class Offered:
    """`of` gives the id in its name. Without, it is each user's own."""

    to: frozenset[str]
    of: Callable[[World], Any] | None = None


CONSUMERS: Final = {"/ws/": EventConsumer}
TOPICS: Final = {
    "account": Offered(to=frozenset(CALLERS)),
    "organization": Offered(to=MEMBERS, of=lambda world: world.organization.pk),
}


@cache
def declared() -> dict[str, Offered]:
    return {kind: one for part in modules(OFFERED) for kind, one in part.TOPICS.items()}


def undeclared(kinds: Iterable[str], offered: Iterable[str]) -> list[str]:
    new = [
        f"'{kind}:…': say in TOPICS of an offered.py below tests/contracts/ who may hear of it"
        for kind in set(kinds) - set(offered)
    ]
    gone = [f"'{kind}:…': no topic is called so" for kind in set(offered) - set(kinds)]
    return sorted([*new, *gone])
