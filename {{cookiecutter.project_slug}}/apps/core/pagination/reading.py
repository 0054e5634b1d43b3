"""How a page gets its rows: the paginator says which, a reader how they are shown."""

from collections.abc import Sequence
from typing import Any, Protocol

from django.db.models import QuerySet


class Reader(Protocol):
    """Reads rows, and beside each of them the values of some columns."""

    def __call__(
        self, queryset: QuerySet[Any], columns: Sequence[str] = ()
    ) -> tuple[list[Any], list[tuple[Any, ...]]]: ...


def instances(
    queryset: QuerySet[Any], columns: Sequence[str] = ()
) -> tuple[list[Any], list[tuple[Any, ...]]]:
    """The reader of DRF's own views: model instances."""
    rows = list(queryset)
    return rows, [tuple(value_at(row, column) for column in columns) for row in rows]


def value_at(instance: Any, column: str) -> Any:
    for name in column.split("__"):
        instance = getattr(instance, name)
    return instance
