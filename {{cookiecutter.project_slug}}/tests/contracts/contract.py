"""What each app declares of its routes, in a `routes.py` of its own below this package."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from tests import contracts
from tests.contracts.table import Line, lines
from tests.contracts.worlds import World

Body = dict[str, Any] | Callable[[World], dict[str, Any]]


@dataclass(frozen=True)
class Contract:
    routes: str  # the table
    # What stands for a placeholder, by the path up to it: "organizations/{organization_id}".
    objects: Mapping[str, Callable[[World], Any]] = field(default_factory=dict)
    # The same for what is no row's id, as it stands.
    names: Mapping[str, str] = field(default_factory=dict)
    # What is sent, by "METHOD path"; an empty object where none is named.
    bodies: Mapping[str, Body] = field(default_factory=dict)
    # Makes so many rows more for a list, by its path.
    rows: Mapping[str, Callable[[World, int], object]] = field(default_factory=dict)
    unpaged: frozenset[str] = frozenset()  # paths of lists that are short by nature
    untagged: frozenset[str] = frozenset()  # paths that are read without an ETag


ROUTES: Final = "routes"


def modules(name: str = ROUTES) -> Iterator[Any]:
    """Those of this name, of all apps."""
    for module in pkgutil.walk_packages(contracts.__path__, f"{contracts.__name__}."):
        if module.name.endswith(f".{name}"):
            yield importlib.import_module(module.name)


def declared() -> Iterator[Contract]:
    for module in modules():
        yield module.CONTRACT


@cache
def whole() -> Contract:
    """All of them as one."""
    parts = list(declared())
    return Contract(
        routes="\n".join(part.routes for part in parts),
        objects={path: make for part in parts for path, make in part.objects.items()},
        names={path: name for part in parts for path, name in part.names.items()},
        bodies={key: body for part in parts for key, body in part.bodies.items()},
        rows={path: make for part in parts for path, make in part.rows.items()},
        unpaged=frozenset[str]().union(*(part.unpaged for part in parts)),
        untagged=frozenset[str]().union(*(part.untagged for part in parts)),
    )


@cache
def table() -> dict[str, Line]:
    """By "METHOD path"."""
    return {line.key: line for line in lines(whole().routes)}
