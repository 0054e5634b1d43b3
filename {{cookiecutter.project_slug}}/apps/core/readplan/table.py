"""What a plan does while reading: one query a table, its rows made into objects."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from operator import itemgetter
from typing import Any, Final

from django.db.models import Model, QuerySet

from apps.core import statements

Row = tuple[Any, ...]
Keys = set[Any]


@dataclass(slots=True)
class Run:
    """One reading: what it was called with, and what its further queries have brought."""

    context: Mapping[str, Any]
    timezone: tzinfo
    querysets: Mapping[str, QuerySet[Any]]  # from Prefetch(), by path
    groups: dict["Many", dict[Any, list[Any]]] = field(default_factory=dict)


Convert = Callable[[Any], Any]
Make = Callable[[Any, Row, Run], Any]


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a field's raw value stands in the row, and what is done to it unless it is NULL."""

    index: int
    convert: Convert | None = None
    make: Make | None = None
    constant: Callable[[], Any] | None = None  # no column at all
    # The foreign key on the way there that may be NULL, and what the field shows then.
    link: int | None = None
    instead: Callable[[], Any] | None = None  # None: the field is left out


@dataclass(slots=True)
class Shape:
    """How one object is made of one row, its fields in the serializer's order."""

    slots: dict[str, Slot]
    pick: Callable[[Row], Row] = field(init=False)
    converts: list[tuple[str, Convert]] = field(init=False)
    makes: list[tuple[str, Make]] = field(init=False)
    constants: list[tuple[str, Callable[[], Any]]] = field(init=False)
    links: list[tuple[str, int, Callable[[], Any] | None]] = field(init=False)
    plain: bool = field(init=False)  # every value is shown as it stands

    def __post_init__(self) -> None:
        slots = self.slots.items()
        # Twice more the first column: itemgetter then returns a tuple, and zip() drops it.
        self.pick = itemgetter(*(slot.index for slot in self.slots.values()), 0, 0)
        self.converts = [(name, slot.convert) for name, slot in slots if slot.convert]
        self.makes = [(name, slot.make) for name, slot in slots if slot.make]
        self.constants = [(name, slot.constant) for name, slot in slots if slot.constant]
        self.links = [
            (name, slot.link, slot.instead) for name, slot in slots if slot.link is not None
        ]
        self.plain = not (self.converts or self.makes or self.constants or self.links)

    def build(self, row: Row, run: Run) -> dict[str, Any]:
        made = dict(zip(self.slots, self.pick(row), strict=False))
        if self.plain:
            return made
        for name, convert in self.converts:
            if (value := made[name]) is not None:
                made[name] = convert(value)
        for name, make in self.makes:
            if (value := made[name]) is not None:
                made[name] = make(value, row, run)
        for name, constant in self.constants:
            made[name] = constant()
        for name, link, instead in self.links:
            if row[link] is None:
                if instead is None:
                    del made[name]
                else:
                    made[name] = instead()
        return made


@dataclass(eq=False, slots=True)
class Table:
    """One query: its columns, and the relations that are fetched for all its rows at once."""

    model: type[Model]
    prefix: tuple[str, ...] = ()  # the relations that led here, as prefetch_related() names them
    columns: list[str] = field(default_factory=list)
    manies: list["Many"] = field(default_factory=list)
    annotations: set[str] = field(default_factory=set)  # columns that the query set must bring
    constants: set[str] = field(default_factory=set)  # names that it must not bring

    def column(self, path: str) -> int:
        """The position of a column, added unless it is there."""
        if path not in self.columns:
            self.columns.append(path)
        return self.columns.index(path)

    def fetch(self, queryset: QuerySet[Any], run: Run, *more: str) -> list[Row]:
        queryset = queryset.prefetch_related(None)
        return self.completed(statements.rows(queryset, *self.columns, *more), queryset.db, run)

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
        queryset = run.querysets.get(self.path)
        if queryset is None:
            queryset = self.table.model._default_manager.all()
        queryset = queryset.using(using).prefetch_related(None)
        if not queryset.ordered:
            queryset = queryset.order_by("pk")
        columns = (*self.table.columns, self.back)
        rows = statements.rows_by(queryset, self.link, list(keys), *columns)
        rows = self.table.completed(rows, using, run)
        grouped: dict[Any, list[Any]] = {}
        for row in rows:
            grouped.setdefault(row[-1], []).append(self._item(row, run))
        return grouped

    def _item(self, row: Row, run: Run) -> Any:
        if isinstance(self.item, Shape):
            return self.item.build(row, run)
        value = row[self.item.index]
        return self.item.convert(value) if self.item.convert and value is not None else value


NO_PREFETCH: Final[Mapping[str, QuerySet[Any]]] = {}
