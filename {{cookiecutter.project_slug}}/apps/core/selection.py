"""``?fields=`` and ``?exclude=``: which part of a representation the caller wants."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer, ListSerializer, Serializer

MAX_DEPTH: Final = 3  # names in one dotted path
MAX_NAMES: Final = 50  # paths in one request
ONLY: Final = "fields"
WITHOUT: Final = "exclude"

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """Dotted paths, split. No ``only`` means everything. Hashable, so plans are kept by it."""

    only: frozenset[Path] = frozenset()
    without: frozenset[Path] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.only or self.without)

    def shows(self, name: str) -> bool:
        return (name,) not in self.without and (
            not self.only or any(path[0] == name for path in self.only)
        )

    def inside(self, name: str) -> "Selection":
        """What is left of it for the object nested under ``name``."""
        return Selection(
            frozenset() if (name,) in self.only else _below(name, self.only),
            _below(name, self.without),
        )


EVERYTHING: Final = Selection()


def _below(name: str, paths: frozenset[Path]) -> frozenset[Path]:
    return frozenset(path[1:] for path in paths if path[0] == name and len(path) > 1)


def selection_from(context: Mapping[str, Any]) -> Selection:
    """A context's ``selection``, or what its request asks for."""
    found: Selection | None = context.get("selection")
    if found is None:
        request = context.get("request")
        found = parse(request) if isinstance(request, Request) else EVERYTHING
    return found


def parse(request: Request) -> Selection:
    query = request.query_params
    if ONLY not in query and WITHOUT not in query:
        return EVERYTHING
    return Selection(_paths(query.get(ONLY, ""), ONLY), _paths(query.get(WITHOUT, ""), WITHOUT))


def _paths(text: str, parameter: str) -> frozenset[Path]:
    names = [name.strip() for name in text.split(",", MAX_NAMES + 1) if name.strip()]
    if len(names) > MAX_NAMES:
        raise ValidationError({parameter: f"Name at most {MAX_NAMES} fields."})
    paths = [tuple(name.split(".")) for name in names]
    for path in paths:
        if len(path) > MAX_DEPTH:
            message = f"'{'.'.join(path)}' is nested too deeply: at most {MAX_DEPTH} names."
            raise ValidationError({parameter: message})
    return frozenset(paths)


def check(selection: Selection, serializer: BaseSerializer) -> None:
    """Refuse names that the serializer does not show, all in one answer."""
    problems = {
        parameter: found
        for parameter, paths in ((ONLY, selection.only), (WITHOUT, selection.without))
        if (found := [message for path in sorted(paths) for message in _unknown(path, serializer)])
    }
    if problems:
        raise ValidationError(problems)


def _unknown(path: Path, serializer: BaseSerializer) -> Iterator[str]:
    for depth, name in enumerate(path):
        names = _selectable(serializer)
        if name not in names:
            yield _explain(path[: depth + 1], sorted(names))
            return
        serializer = names[name]


def _selectable(field: Any) -> Mapping[str, Any]:
    if isinstance(field, ListSerializer):
        field = field.child
    # Nested objects answer for themselves: only those that know how to select can be opened.
    if isinstance(field, Serializer) and hasattr(type(field), "selection"):
        return {name: inner for name, inner in field.fields.items() if not inner.write_only}
    return {}


def _explain(path: Path, names: list[str]) -> str:
    dotted = ".".join(path)
    if not names:
        return f"'{dotted}' is unknown: '{'.'.join(path[:-1])}' has no fields to choose from."
    close = get_close_matches(path[-1], names, n=1)
    if close:
        return f"'{dotted}' is unknown; did you mean '{'.'.join((*path[:-1], close[0]))}'?"
    return f"'{dotted}' is unknown; choose from {', '.join(names)}."
