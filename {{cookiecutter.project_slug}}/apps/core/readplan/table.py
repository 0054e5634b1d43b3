"""What a plan does while reading: one query a table, its rows made into objects."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, cast

from django.db import connections
from django.db.models import Model, QuerySet
from django.utils import timezone

from apps.core import statements
from apps.core.statements import Column, Text

Row = tuple[Any, ...]
Keys = set[Any]


@dataclass(slots=True)
class Run:
    """One reading: what it was called with, and what its further queries have brought."""

    context: Mapping[str, Any]
    timezone: dt.tzinfo
    querysets: Mapping[str, QuerySet[Any]]  # from Prefetch(), by path
    # Moments come as PostgreSQL writes them: in UTC that is nearly what is shown.
    as_text: bool = False
    groups: dict["Many", dict[Any, list[Any]]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, context: Mapping[str, Any], querysets: Mapping[str, QuerySet[Any]], using: str
    ) -> "Run":
        zone = timezone.get_current_timezone()
        in_utc = zone.utcoffset(None) == dt.timedelta(0)
        as_text = in_utc and connections[using].vendor == "postgresql"
        return cls(context, dt.UTC if in_utc else zone, querysets, as_text)


Convert = Callable[[Any], Any]  # one value, which is not NULL
Make = Callable[[Sequence[Any], list[Row], Run], Sequence[Any]]  # all of a column, NULL among them


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a field's raw values stand in the rows, and what is done to those that are not NULL."""

    index: int
    convert: Convert | None = None
    make: Make | None = None
    constant: Callable[[], Any] | None = None  # no column at all
    # The foreign key on the way there that may be NULL, and what the field shows then.
    link: int | None = None
    instead: Callable[[], Any] | None = None  # None: the field is left out

    @property
    def is_plain(self) -> bool:
        return not (self.convert or self.make or self.constant)

    def shown(self, rows: list[Row], run: Run) -> Sequence[Any]:
        """The field of each row."""
        if self.constant:
            return [self.constant() for _ in rows]
        values = [row[self.index] for row in rows]
        if self.make:
            return self.make(values, rows, run)
        return converted(values, self.convert) if self.convert else values


@dataclass(slots=True)
class Shape:
    """How objects are made of rows, their fields in the serializer's order.

    All objects get one field, then the next: that takes half the time of making one object after
    the other, for nothing is called for a value that is shown as it stands.
    """

    slots: dict[str, Slot]
    empty: dict[str, None] = field(init=False)

    def __post_init__(self) -> None:
        self.empty = dict.fromkeys(self.slots)

    def build(self, rows: list[Row], run: Run) -> list[dict[str, Any]]:
        made: list[dict[str, Any]] = [self.empty.copy() for _ in rows]
        for name, slot in self.slots.items():
            if slot.is_plain:
                index = slot.index
                for one, row in zip(made, rows, strict=True):
                    one[name] = row[index]
            else:
                for one, value in zip(made, slot.shown(rows, run), strict=True):
                    one[name] = value
            if slot.link is not None:
                pairs = zip(made, rows, strict=True)
                unlinked = [one for one, row in pairs if row[slot.link] is None]
                leave_out(unlinked, name, slot.instead)
        return made


def leave_out(made: list[dict[str, Any]], name: str, instead: Callable[[], Any] | None) -> None:
    """A field that the way there does not reach."""
    for one in made:
        if instead is None:
            del one[name]
        else:
            one[name] = instead()


def converted(values: Sequence[Any], convert: Convert) -> list[Any]:
    return [None if value is None else convert(value) for value in values]


@dataclass(eq=False, slots=True)
class Table:
    """One query: its columns, and the relations that are fetched for all its rows at once."""

    model: type[Model]
    prefix: tuple[str, ...] = ()  # the relations that led here, as prefetch_related() names them
    columns: list[Column] = field(default_factory=list)
    manies: list["Many"] = field(default_factory=list)
    annotations: set[str] = field(default_factory=set)  # columns that the query set must bring
    constants: set[str] = field(default_factory=set)  # names that it must not bring

    def column(self, path: Column) -> int:
        """The position of a column, added unless it is there."""
        if path not in self.columns:
            self.columns.append(path)
        return self.columns.index(path)

    def chosen(self, run: Run) -> list[Column]:
        if run.as_text:
            return self.columns
        return [column.path if isinstance(column, Text) else column for column in self.columns]

    def fetch(self, queryset: QuerySet[Any], run: Run, *more: str) -> list[Row]:
        rows = statements.rows(without_prefetches(queryset), *self.chosen(run), *more)
        return self.completed(rows, queryset.db, run)

    def fetch_where(self, queryset: QuerySet[Any], run: Run, path: str, value: Any) -> list[Row]:
        queryset = without_prefetches(queryset)
        rows = statements.rows_where(queryset, path, value, *self.chosen(run))
        return self.completed(rows, queryset.db, run)

    def completed(self, rows: list[Row], using: str, run: Run) -> list[Row]:
        """The rows, when what hangs on them has been fetched as well."""
        for many in self.manies:
            keys = {row[many.owner] for row in rows} - {None}
            run.groups[many] = many.fetch(keys, using, run) if keys else {}
        return rows


@dataclass(eq=False, slots=True)
class Many:
    """A relation to many rows: one query for all owners, grouped by the owner's key."""

    path: str  # as in prefetch_related()
    owner: int  # the column of the owner's row that holds its key
    link: str  # the lookup that leads from here back to the owner
    back: str  # the column of this query that holds the owner's key
    table: Table
    item: Shape | Slot  # objects, or bare values

    def fetch(self, keys: Keys, using: str, run: Run) -> dict[Any, list[Any]]:
        own = run.querysets.get(self.path)
        chosen = self.table.model._default_manager if own is None else own
        queryset = without_prefetches(chosen.using(using))
        if not queryset.ordered:
            queryset = queryset.order_by("pk")
        columns = (*self.table.chosen(run), self.back)
        rows = statements.rows_by(queryset, self.link, list(keys), *columns)
        rows = self.table.completed(rows, using, run)
        grouped: dict[Any, list[Any]] = {}
        for row, item in zip(rows, self._items(rows, run), strict=True):
            grouped.setdefault(row[-1], []).append(item)
        return grouped

    def _items(self, rows: list[Row], run: Run) -> Sequence[Any]:
        item = self.item
        return item.build(rows, run) if isinstance(item, Shape) else item.shown(rows, run)


def without_prefetches(queryset: QuerySet[Any]) -> QuerySet[Any]:
    lookups: tuple[Any, ...] = cast("Any", queryset)._prefetch_related_lookups
    return queryset.prefetch_related(None) if lookups else queryset


NO_PREFETCH: Final[Mapping[str, QuerySet[Any]]] = {}
