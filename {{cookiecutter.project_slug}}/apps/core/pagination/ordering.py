"""An order in which no two rows are equal, so that pages neither repeat nor lose any."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model, QuerySet


def stable(queryset: QuerySet[Any]) -> QuerySet[Any]:
    """The same order, with the primary key as the last word."""
    order = current(queryset)
    if any(is_unique(queryset.model, term) for term in order):
        return queryset
    return queryset.order_by(*order, "pk")


def current(queryset: QuerySet[Any]) -> Sequence[Any]:
    query = queryset.query
    if query.extra_order_by:
        return query.extra_order_by
    if query.order_by:
        return query.order_by
    return (queryset.model._meta.ordering or ()) if query.default_ordering else ()


def is_unique(model: type[Model], term: Any) -> bool:
    if not isinstance(term, str):
        return False
    name = term.lstrip("-")
    field = column_at(model, name)
    return field is not None and "__" not in name and field.unique and not field.null


def column_at(model: type[Model], path: str) -> Field | None:
    """The model field at the end of a path of relations to one row each."""
    field: Any = None
    for name in path.split("__"):
        try:
            field = model._meta.pk if name == "pk" else model._meta.get_field(name)
        except FieldDoesNotExist:
            return None
        if field is None or field.many_to_many or field.one_to_many:
            return None
        model = field.related_model or model
    return field if isinstance(field, Field) else None


@dataclass(frozen=True, slots=True)
class Term:
    path: str
    descending: bool
    field: Field

    def __str__(self) -> str:
        return f"-{self.path}" if self.descending else self.path

    def reversed(self) -> "Term":
        return Term(self.path, not self.descending, self.field)
