"""Rows that clients refer to by their ids, as far as the caller may. One query each, for many too."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.relations import MANY_RELATION_KWARGS

MOST: Final = 50  # ids in one list

Scope = Callable[[QuerySet[Any], Mapping[str, Any]], QuerySet[Any]]


def callers(path: str = "owner") -> Scope:
    """Those of who is calling. `path` leads to their owner."""
    return lambda rows, context: rows.filter(**{path: context["request"].user})


class RelatedRow(serializers.PrimaryKeyRelatedField):
    """What is outside of `scope` does not exist. `pk_field` reads ids, and `key` is their column."""

    def __init__(self, *, scope: Scope | None = None, key: str = "pk", **kwargs: Any) -> None:
        self.scope, self.key = scope, key
        super().__init__(**kwargs)

    @classmethod
    def many_init(cls, *args: Any, **kwargs: Any) -> "RelatedRows":
        most = kwargs.pop("most", MOST)
        own = {name: value for name, value in kwargs.items() if name in MANY_RELATION_KWARGS}
        return RelatedRows(child_relation=cls(*args, **kwargs), most=most, **own)

    def to_internal_value(self, data: Any) -> Any:
        return self.find([data])[0]

    def find(self, given: Iterable[Any]) -> list[Any]:
        """The rows of these ids, in their order, each once."""
        reader: Any = self.pk_field
        ids = dict.fromkeys(reader.run_validation(each) for each in given)
        every: Any = self.get_queryset()
        seen = self.scope(every, self.context) if self.scope else every
        rows = seen.filter(**{f"{self.key}__in": list(ids)})
        found = {getattr(row, self.key): row for row in rows}
        for each in ids:
            if each not in found:
                self.fail("does_not_exist", pk_value=each)
        return [found[each] for each in ids]


class RelatedRows(serializers.ManyRelatedField):
    """Made by ``RelatedRow(many=True, most=…)``."""

    default_error_messages = {"max_length": _("Name no more than {most} at once.")}

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        self.most = most
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> list[Any]:
        if isinstance(data, (str, Mapping)) or not hasattr(data, "__iter__"):
            self.fail("not_a_list", input_type=type(data).__name__)
        given = list(data)
        if not given and not self.allow_empty:
            self.fail("empty")
        if len(given) > self.most:
            self.fail("max_length", most=self.most)
        row: Any = self.child_relation
        found: list[Any] = row.find(given) if given else []
        return found
