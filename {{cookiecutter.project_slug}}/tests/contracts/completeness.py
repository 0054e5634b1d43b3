"""Where the table differs from what the API describes and from what the URL table leads to."""

from collections.abc import Mapping

from tests.contracts.described import Operation
from tests.contracts.registered import ANY, Route, shape
from tests.contracts.table import Line, full


def missing(
    lines: Mapping[str, Line], described: Mapping[str, Operation], registered: set[Route]
) -> list[str]:
    """The lines to write. Who is answered what is for their author to say."""
    known = shapes(lines)
    in_api = [f"write '{key} …'" for key in described.keys() - lines.keys()]
    outside = [
        f"describe {method} {path}, or write '{method} {path} …' for a route without description"
        for method, path in registered - shapes(described)
        if (method, path) not in known and not (method == ANY and path in paths(known))
    ]
    return sorted([*in_api, *outside])


def left_over(
    lines: Mapping[str, Line], described: Mapping[str, Operation], registered: set[Route]
) -> list[str]:
    """The lines to take away."""
    outside = {
        key
        for key, line in lines.items()
        if line.path.startswith("/")
        and registered & {(line.method, shape(line.path)), (ANY, shape(line.path))}
    }
    return sorted(f"remove '{lines[key]}'" for key in lines.keys() - described.keys() - outside)


def shapes(entries: Mapping[str, Line] | Mapping[str, Operation]) -> set[Route]:
    return {(entry.method, shape(full(entry.path))) for entry in entries.values()}


def paths(found: set[Route]) -> set[str]:
    return {path for _, path in found}
