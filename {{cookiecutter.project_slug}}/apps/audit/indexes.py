"""What a database finds or sorts without reading every row."""

from collections.abc import Iterator
from itertools import takewhile
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Field, Index, Model, UniqueConstraint


def column_at(model: type[Model], path: str) -> tuple[type[Model], Field] | None:
    """The model and the column at the end of a lookup such as `author__name`."""
    found: Any = None
    owner = model
    for name in path.lstrip("-").split("__"):
        try:
            field: Any = model._meta.pk if name == "pk" else model._meta.get_field(name)
        except FieldDoesNotExist:
            break
        found, owner, model = field, model, field.related_model or model
    return (owner, found) if isinstance(found, Field) else None


def sequences(model: type[Model]) -> Iterator[list[str]]:
    """The columns of each index, unique constraint and unique or indexed field, in order."""
    for field in model._meta.concrete_fields:
        if field.primary_key or field.unique or has_index(field):
            yield [field.name]
    for each in (*model._meta.indexes, *model._meta.constraints):
        if isinstance(each, (Index, UniqueConstraint)):
            yield [name.lstrip("-") for name in each.fields] or list(_inside(each.expressions))
    for together in model._meta.unique_together:
        yield list(together)


def _inside(expressions: Any) -> Iterator[str]:
    for expression in expressions:
        if isinstance(expression, F):
            yield str(getattr(expression, "name", ""))
        elif expression is not None and hasattr(expression, "get_source_expressions"):
            yield from _inside(expression.get_source_expressions())


def leads(model: type[Model], name: str) -> bool:
    return any(columns[:1] == [name] for columns in sequences(model))


def is_served(model: type[Model], name: str) -> bool:
    """It leads an index, or stands in one right behind foreign keys, which scope a list."""
    return any(
        name in columns and all(map(_is_relation(model), takewhile(name.__ne__, columns)))
        for columns in sequences(model)
    )


def _is_relation(model: type[Model]) -> Any:
    return lambda column: bool(model._meta.get_field(column).is_relation)


def has_index(field: Field) -> bool:
    return bool(getattr(field, "db_index", False))


def has_few_values(field: Field) -> bool:
    """An index is of no use for a flag or a handful of choices."""
    return bool(field.choices) or field.get_internal_type() == "BooleanField"
