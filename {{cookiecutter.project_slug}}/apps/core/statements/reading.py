from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from django.db.models import Count, Model, QuerySet, TextField
from django.db.models.functions import Cast
from django.db.models.query import ModelIterable
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.constants import SINGLE

from apps.core.statements.keeping import statement_for
from apps.core.statements.shapes import Shape, fits_column, narrowed, shape_of

Row = tuple[Any, ...]
Instance = TypeVar("Instance", bound=Model)


class Text(NamedTuple):
    """What the database itself writes for a column's value."""

    path: str

    def __str__(self) -> str:
        return self.path


Column = str | Text


def rows(queryset: QuerySet[Any], *columns: Column) -> list[Row]:
    """``list(queryset.values_list(*columns))``"""
    return _rows(queryset, columns, shape_of(queryset), lambda: selected(queryset, columns))


def rows_by(
    queryset: QuerySet[Any], path: str, among: Sequence[Any], *columns: Column
) -> list[Row]:
    """``list(queryset.filter(path__in=among).values_list(*columns))``: no value twice, nor None."""

    def build() -> Query:
        return selected(queryset.filter(**{f"{path}__in": among}), columns)

    return _rows(queryset, columns, narrowed(queryset, path, among), build)


def rows_where(queryset: QuerySet[Any], path: str, value: Any, *columns: Column) -> list[Row]:
    """``list(queryset.filter(path=value).values_list(*columns))``"""

    def build() -> Query:
        return selected(queryset.filter(**{path: value}), columns)

    fits = fits_column(queryset, path, value)
    return _rows(queryset, columns, narrowed(queryset, path, [value]) if fits else None, build)


def selected(queryset: QuerySet[Any], columns: Sequence[Column]) -> Query:
    names = [f"text_{column}" if isinstance(column, Text) else column for column in columns]
    texts = {
        name: Cast(column.path, TextField())
        for name, column in zip(names, columns, strict=True)
        if isinstance(column, Text)
    }
    if texts:
        queryset = queryset.annotate(**texts)
    return queryset.values_list(*names).query


def first_by(queryset: QuerySet[Instance], path: str, value: Any) -> Instance | None:
    """``queryset.filter(path=value).first()`` of a path that is unique."""

    def build() -> Query:
        return queryset.filter(**{f"{path}__in": [value]}).query

    compiler = _compiler(queryset, "instances", narrowed(queryset, path, [value]), build)
    if compiler is None:
        return queryset.filter(**{path: value}).first()
    source: Any = Compiled(compiler, queryset.db)
    return next(iter(ModelIterable(source)), None)


def count(queryset: QuerySet[Any]) -> int:
    """``queryset.count()``"""

    def build() -> Query:
        query = queryset.order_by().query
        query.select_related = query.default_cols = False
        query.add_annotation(Count("*"), "__count")
        return query

    shape = None if queryset.query.is_sliced else shape_of(queryset, ordered=False)
    compiler = _compiler(queryset, "count", shape, build)
    if compiler is None:
        return queryset.count()
    # As Django reads a count: whoever caches results by their SQL finds the same shape.
    row: Any = compiler.execute_sql(SINGLE)
    return int(row[0])


def _rows(
    queryset: QuerySet[Any], columns: Hashable, shape: Shape | None, build: Callable[[], Query]
) -> list[Row]:
    compiler = _compiler(queryset, columns, shape, build) or build().get_compiler(queryset.db)
    return list(compiler.results_iter(tuple_expected=True))


def _compiler(
    queryset: QuerySet[Any], what: Hashable, shape: Shape | None, build: Callable[[], Query]
) -> SQLCompiler | None:
    if shape is None:
        return None
    statement = statement_for(what, shape, queryset.db, build)
    return statement.compiler(queryset.db, shape) if statement else None


@dataclass(frozen=True, slots=True)
class Compiled:
    """As much of a query set as Django needs to make instances of its rows."""

    compiler: SQLCompiler
    db: str

    @property
    def query(self) -> "Compiled":
        return self

    @property
    def _known_related_objects(self) -> dict[Any, Any]:
        return {}

    def get_compiler(self, using: str) -> SQLCompiler:
        return self.compiler
