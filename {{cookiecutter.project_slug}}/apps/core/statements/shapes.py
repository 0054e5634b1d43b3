"""What the text of a query depends on."""

from collections.abc import Hashable, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import connections
from django.db.models import IntegerField, QuerySet
from django.db.models.expressions import Col
from django.db.models.lookups import In
from django.db.models.sql import Query

Values = tuple[Any, ...]

# With one of these a query is not plain.
ADDITIONS: Final = (
    "annotations",
    "combinator",
    "distinct",
    "explain_info",
    "extra",
    "extra_order_by",
    "extra_tables",
    "group_by",
    "select_for_update",
    "subquery",
    "_filtered_relations",
)


class Shape(NamedTuple):
    """All that a plain query's text depends on; the values of its conditions; its LIMIT."""

    key: Hashable
    values: Values
    limits: str = ""


def shape_of(queryset: QuerySet[Any], *, ordered: bool = True) -> Shape | None:
    query = queryset.query
    if type(query) is not Query or not query.default_cols:
        return None
    if any(getattr(query, addition) for addition in ADDITIONS):
        return None
    if ordered and not all(isinstance(term, str) for term in query.order_by):
        return None
    try:
        conditions, values = conditions_of(query, queryset.db)
    except EmptyResultSet:
        return None
    joins = tuple(
        (alias, table.identity, table.join_type, query.alias_refcount[alias] > 0)
        for alias, table in query.alias_map.items()
    )
    names, deferred = query.deferred_loading
    columns = (str(query.select_related), frozenset(names), deferred)
    order = (query.order_by, query.default_ordering, query.standard_ordering) if ordered else ()
    key = (query.model, queryset.db, conditions, columns, joins, order)
    return Shape(key, values, limits_of(query, queryset.db))


def narrowed(queryset: QuerySet[Any], path: str, among: Sequence[Any]) -> Shape | None:
    """The shape of ``queryset.filter(path__in=among)``, found without building that."""
    model: Any = queryset.model
    shape, column = shape_of(queryset), column_of(model, path)
    if shape is None or column is None or shape.limits:
        return None
    connection = connections[queryset.db]
    values = [column.get_db_prep_value(value, connection) for value in among]
    return Shape((shape.key, path, len(values)), (*shape.values, *values))


def fits_column(queryset: QuerySet[Any], path: str, value: Any) -> bool:
    """Whether the database can compare it at all: no row has a number beyond the column's."""
    model: Any = queryset.model
    column = column_of(model, path)
    if not isinstance(column, IntegerField):
        return True
    least, most = connections[queryset.db].ops.integer_field_range(column.get_internal_type())
    return (least is None or least <= int(value)) and (most is None or int(value) <= most)


def conditions_of(query: Query, using: str) -> tuple[str, Values]:
    if not query.where:
        return "", ()
    try:
        text, values = query.get_compiler(using).compile(query.where)
    except FullResultSet:
        return "", ()
    return text, tuple(values)


def limits_of(query: Query, using: str) -> str:
    if not query.is_sliced:
        return ""
    return connections[using].ops.limit_offset_sql(query.low_mark, query.high_mark)


@cache
def column_of(model: Any, path: str) -> Any:
    """The model field whose values ``path__in`` compares; ``None`` where that is no column."""
    lookups = model._base_manager.filter(**{f"{path}__in": []}).query.where.children
    found = lookups[-1]
    return found.lhs.target if isinstance(found, In) and isinstance(found.lhs, Col) else None
