"""A compiled plan, when it may be used, and what it looks like."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from django.db.models import Prefetch, QuerySet
from django.db.models.query import ModelIterable
from rest_framework.serializers import BaseSerializer, ModelSerializer

from apps.core.readplan.compiler import SERIALIZER_HOOKS, compile_rows, require_stock
from apps.core.readplan.paths import NotCompilable, Scope
from apps.core.readplan.table import NO_PREFETCH, Many, Row, Run, Shape, Table
from apps.core.selection import EVERYTHING, Selection, selection_from

Serializer = type[BaseSerializer]
Read = tuple[list[dict[str, Any]], list[Row]]


@dataclass(frozen=True, eq=False, slots=True)
class ReadPlan:
    serializer_class: Serializer
    selection: Selection
    table: Table
    shape: Shape

    def rows(self, queryset: QuerySet[Any], context: Mapping[str, Any]) -> list[dict[str, Any]]:
        """What ``serializer_class(queryset, many=True, context=context).data`` would hold."""
        return read(self.serializer_class, queryset, context)[0]

    def read(
        self, queryset: QuerySet[Any], context: Mapping[str, Any], columns: Sequence[str] = ()
    ) -> Read:
        """The rows, and beside each of them the values of ``columns``."""
        run = Run.of(context, own_querysets(queryset), queryset.db)
        rows = self.table.fetch(queryset, run, *columns)
        beside = len(self.table.columns)
        return self.shape.build(rows, run), [row[beside:] for row in rows]

    def rows_where(
        self, queryset: QuerySet[Any], context: Mapping[str, Any], path: str, value: Any
    ) -> list[dict[str, Any]]:
        """``rows()`` of ``queryset.filter(path=value)``, which is not built."""
        run = Run.of(context, own_querysets(queryset), queryset.db)
        return self.shape.build(self.table.fetch_where(queryset, run, path, value), run)

    def covers(self, queryset: QuerySet[Any]) -> bool:
        """Whether this query set's instances hold nothing but what the plan reads."""
        annotations = queryset.query.annotations.keys()
        known = {many.path for many in everything_in(self.table)}
        return (
            queryset.model is self.table.model
            and is_plain(queryset)
            and self.table.annotations <= annotations
            and self.table.constants.isdisjoint(annotations)
            and all(
                path in known
                and is_plain(own)
                and not own.query.is_sliced
                and not own_querysets(own)
                for path, own in own_querysets(queryset).items()
            )
        )

    def __str__(self) -> str:
        lines = [f"{self.serializer_class.__name__} reads {describe(self.table)}"]
        lines += [
            f"  and '{many.path}' from {describe(many.table)} by {many.back}"
            for many in everything_in(self.table)
        ]
        return "\n".join(lines)


def is_plain(queryset: QuerySet[Any]) -> bool:
    """Whether asking for columns instead of instances gives the same rows."""
    query = queryset.query
    return (
        queryset._iterable_class is ModelIterable
        and not query.combinator
        and not (query.distinct and query.annotations)
    )


def own_querysets(queryset: QuerySet[Any]) -> Mapping[str, QuerySet[Any]]:
    """The query sets that ``Prefetch()`` objects bring along."""
    lookups: tuple[Any, ...] = cast("Any", queryset)._prefetch_related_lookups
    found = {
        lookup.prefetch_to: lookup.queryset
        for lookup in lookups
        if isinstance(lookup, Prefetch) and lookup.queryset is not None
    }
    return found or NO_PREFETCH


def everything_in(table: Table) -> Iterator[Many]:
    for many in table.manies:
        yield many
        yield from everything_in(many.table)


def describe(table: Table) -> str:
    return f"{table.model._meta.label}: {', '.join(map(str, table.columns))}"


def compile_plan(serializer_class: Serializer, selection: Selection = EVERYTHING) -> ReadPlan:
    """Raise ``NotCompilable`` with the reason when the serializer has to do it itself."""
    if not issubclass(serializer_class, ModelSerializer):
        raise NotCompilable(f"{serializer_class.__name__} is no model serializer")
    require_stock(serializer_class, SERIALIZER_HOOKS)
    serializer = serializer_class(context={"selection": selection})
    table = Table(serializer_class.Meta.model)
    scope = Scope(table, table.model)
    shape = compile_rows(serializer, scope)
    scope.column("pk")  # so that DISTINCT tells the same rows apart
    return ReadPlan(serializer_class, selection, table, shape)


def plan_for(serializer_class: Serializer, selection: Selection = EVERYTHING) -> ReadPlan | None:
    """The plan of a serializer class, compiled on first use; ``None`` where there can be none."""
    return _kept(cast("Any", serializer_class), selection)


@lru_cache(maxsize=512)
def _kept(serializer_class: Any, selection: Selection) -> ReadPlan | None:
    try:
        return compile_plan(serializer_class, selection)
    except NotCompilable:
        return None


def explain(serializer_class: Serializer, selection: Selection = EVERYTHING) -> str:
    """The plan in words, or why there is none."""
    try:
        return str(compile_plan(serializer_class, selection))
    except NotCompilable as reason:
        return f"{serializer_class.__name__} has no plan: {reason}"


def read(
    serializer_class: Serializer,
    queryset: QuerySet[Any],
    context: Mapping[str, Any],
    columns: Sequence[str] = (),
) -> Read:
    """Rows as the serializer shows them: by its plan where there is one, else by itself."""
    plan = plan_for(serializer_class, selection_from(context))
    if plan is not None and plan.covers(queryset):
        return plan.read(queryset, context, columns)
    return read_instances(serializer_class, queryset, context, columns)


def read_instances(
    serializer_class: Serializer,
    queryset: QuerySet[Any],
    context: Mapping[str, Any],
    columns: Sequence[str] = (),
) -> Read:
    """The serializer's own way, at its own price."""
    instances = list(queryset)
    shown = serializer_class(instances, many=True, context=dict(context)).data
    beside = [tuple(follow(instance, column) for column in columns) for instance in instances]
    return list(shown), beside


def follow(instance: Any, column: str) -> Any:
    for name in column.split("__"):
        instance = getattr(instance, name)
    return instance
