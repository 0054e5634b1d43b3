"""From the attributes that a serializer reads to the columns that hold them."""

import inspect
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from django.db import models
from django.db.models.fields.related_descriptors import (
    ForwardManyToOneDescriptor,
    ForwardOneToOneDescriptor,
    ManyToManyDescriptor,
    ReverseManyToOneDescriptor,
    ReverseOneToOneDescriptor,
)
from django.db.models.query_utils import DeferredAttribute

from apps.core.readplan.table import Table
from apps.core.statements import Text

FORWARD: Final = (ForwardManyToOneDescriptor, ForwardOneToOneDescriptor)
Model = type[models.Model]


class NotCompilable(Exception):
    """Why a serializer keeps its own way of reading."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where in a query a serializer stands: the model there, and the way to it."""

    table: Table
    model: Model
    path: tuple[str, ...] = ()
    # What a foreign key refers to stands in its own column already: (name here, path there).
    referred: tuple[str, str] = ("", "")

    def column(self, name: str) -> int:
        return self.table.column(self.to(name))

    def text(self, name: str) -> int:
        """The column as the database writes it, where that is of use."""
        return self.table.column(Text(self.to(name)))

    def to(self, name: str) -> str:
        if name == "pk":
            name = primary_key(self.model).attname
        known, there = self.referred
        return there if name == known else "__".join((*self.path, name))

    def __str__(self) -> str:
        return ".".join((self.table.model._meta.label, *self.path))


@dataclass(frozen=True, slots=True)
class Step:
    """A relation to one row: the scope it leads to, and the column that is NULL without one."""

    scope: Scope
    key: str  # from the scope where the step began
    nullable: bool
    forward: bool


def attribute(model: Model, name: str) -> Any:
    return inspect.getattr_static(model, name, None)


def step(scope: Scope, name: str) -> Step:
    descriptor = attribute(scope.model, name)
    if type(descriptor) in FORWARD:
        field = descriptor.field
        path, referred = (*scope.path, field.name), field.target_field.attname
        target = Scope(scope.table, field.related_model, path, (referred, scope.to(field.attname)))
        require_plain(target)
        return Step(target, field.attname, field.null, forward=True)
    if type(descriptor) is ReverseOneToOneDescriptor:
        relation = descriptor.related
        target = Scope(scope.table, relation.related_model, (*scope.path, relation.name))
        require_plain(target)
        return Step(target, f"{relation.name}__pk", nullable=True, forward=False)
    raise NotCompilable(f"{scope}.{name} is no relation to one row")


def leaf(scope: Scope, name: str) -> tuple[int, models.Field]:
    """The position of a plain column, and its model field."""
    name, column = plain(scope, name)
    return scope.column(name), column


def plain(scope: Scope, name: str) -> tuple[str, models.Field]:
    """The name of a plain column, and its model field."""
    if name == "pk":
        name = primary_key(scope.model).attname
    if not isinstance(attribute(scope.model, name), DeferredAttribute):
        raise NotCompilable(f"{scope}.{name} is no column")
    return name, cast("models.Field", scope.model._meta.get_field(name))


def primary_key(model: Model) -> models.Field:
    return model._meta.pk


def is_unknown(scope: Scope, attrs: Sequence[str]) -> bool:
    """Nothing that the model has: an annotation of the query set, or a field's default."""
    return len(attrs) == 1 and not scope.path and attribute(scope.model, attrs[0]) is None


@dataclass(frozen=True, slots=True)
class Back:
    """A relation to many rows, seen from them."""

    model: Model
    owner: str  # the column of the owner that they refer to
    link: str  # the lookup that leads back to the owner
    column: str  # the column that holds the owner's key


def many(model: Model, name: str) -> Back:
    descriptor = attribute(model, name)
    if type(descriptor) is ReverseManyToOneDescriptor:
        field = descriptor.field
        owner = field.target_field.attname
        return Back(field.model, owner, field.name, field.attname)
    if type(descriptor) is ManyToManyDescriptor:
        return _many_to_many(model, descriptor)
    raise NotCompilable(f"{model._meta.label}.{name} is no relation to many rows")


def _many_to_many(model: Model, descriptor: Any) -> Back:
    relation, field = descriptor.rel, descriptor.rel.field
    if descriptor.reverse:
        target, link, key = relation.related_model, field.name, field.m2m_reverse_target_field_name
    else:
        target, link, key = relation.model, field.related_query_name(), field.m2m_target_field_name
    primary = primary_key(model)
    if key() != primary.name:
        raise NotCompilable(f"{field} refers to its owner by another column than the primary key")
    return Back(target, primary.attname, link, f"{link}__pk")


def require_plain(scope: Scope) -> None:
    """A model that makes its instances in a way of its own may show what no column holds."""
    model = scope.model
    if isinstance(model._meta.pk, models.CompositePrimaryKey):
        raise NotCompilable(f"{scope} has a composite primary key")
    for name in ("__init__", "from_db"):
        if inspect.getattr_static(model, name) is not inspect.getattr_static(models.Model, name):
            raise NotCompilable(f"{model._meta.label} overrides {name}")
