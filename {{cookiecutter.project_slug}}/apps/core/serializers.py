"""The base of this project's model serializers."""

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, ClassVar

import orjson
from django.core.exceptions import ObjectDoesNotExist
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.fields import Field

from apps.core.selection import Selection, check, selection_from


class BaseModelSerializer(serializers.ModelSerializer):
    """Lets the caller choose among its fields, and an enclosing serializer leave some out.

    ``?fields=title,author.name`` and ``?exclude=author.email`` concern what is shown, never what
    is accepted. ``AuthorSerializer(exclude_fields=["email"])`` takes fields away both ways.
    """

    def __init__(self, *args: Any, exclude_fields: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.exclude_fields = frozenset(exclude_fields)

    def get_fields(self) -> dict[str, Field]:
        fields = super().get_fields()
        if unknown := self.exclude_fields - fields.keys():
            raise ValueError(f"{type(self).__name__} has no field {', '.join(sorted(unknown))}")
        return {name: field for name, field in fields.items() if name not in self.exclude_fields}

    @cached_property
    def selection(self) -> Selection:
        """The part of this object that the request asks for."""
        parent: Any = self.parent
        name = self.field_name
        if isinstance(parent, serializers.ListSerializer):
            parent, name = parent.parent, parent.field_name
        if parent is None:
            selection = selection_from(self.context)
            check(selection, self)
            return selection
        if isinstance(parent, BaseModelSerializer) and name:
            return parent.selection.inside(name)
        return Selection()

    @cached_property
    def _readable_fields(self) -> list[Field]:
        return [
            field
            for name, field in self.fields.items()
            if not field.write_only and (not self.selection or self.selection.shows(name))
        ]


class ComputedField(serializers.Field):
    """What a function makes of some columns, of an instance or of a row that a plan has read.

    Columns are named as in `values_list()`; behind a relation that leads nowhere they are `None`,
    and files are their names. Unlike a `SerializerMethodField` it needs no instance.
    """

    columns: ClassVar[tuple[str, ...]]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs, source="*", read_only=True)

    @abstractmethod
    def compute(self, values: tuple[Any, ...], context: Mapping[str, Any]) -> Any:
        """`values` are those of `columns`, `context` is the serializer's."""

    def to_representation(self, value: Any) -> Any:
        found = tuple(column_of(value, column) for column in self.columns)
        return self.compute(found, self.context)


def column_of(instance: Any, path: str) -> Any:
    for name in path.split("__"):
        if instance is None:
            return None
        try:
            instance = getattr(instance, name)
        except ObjectDoesNotExist:  # nothing points back
            return None
    return instance.name or "" if isinstance(instance, FieldFile) else instance


class BoundedJSONField(serializers.JSONField):
    """JSON of at most `max_length` bytes."""

    default_error_messages = {"max_length": _("That is too much: at most {max_length} bytes.")}

    def __init__(self, *, max_length: int, **kwargs: Any) -> None:
        self.max_length = max_length
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> Any:
        value = super().to_internal_value(data)
        if len(orjson.dumps(value)) > self.max_length:
            self.fail("max_length", max_length=self.max_length)
        return value
