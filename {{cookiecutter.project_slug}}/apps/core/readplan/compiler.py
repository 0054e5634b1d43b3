"""From a read serializer to the table that reads it. Runs once for a serializer and selection."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

from rest_framework import serializers
from rest_framework.fields import empty

from apps.core.introspection import home
from apps.core.readplan import leaves, paths
from apps.core.readplan.paths import NotCompilable, Scope
from apps.core.readplan.table import Convert, Many, Row, Run, Shape, Slot, Table
from apps.core.serializers import ComputedField

# Overriding one of these makes what a serializer shows its own affair.
SERIALIZER_HOOKS: Final = (
    "__init__", "fields", "_readable_fields", "get_fields", "get_field_names",
    "get_extra_kwargs", "to_representation", "get_attribute", "data", "context", "many_init",
)  # fmt: skip
FIELD_HOOKS: Final = ("get_attribute", "get_default", "bind")
OURS: Final = ("rest_framework.", "apps.core.serializers")


def compile_rows(serializer: Any, scope: Scope) -> Shape:
    paths.require_plain(scope)
    require_stock(type(serializer), SERIALIZER_HOOKS)
    return Shape({field.field_name: slot(field, scope) for field in serializer._readable_fields})


def require_stock(kind: type[Any], hooks: tuple[str, ...]) -> None:
    for hook in hooks:
        if not (home(kind, hook) or OURS[0]).startswith(OURS):
            raise NotCompilable(f"{kind.__name__} overrides {hook}")


def slot(field: Any, scope: Scope) -> Slot:
    require_stock(type(field), FIELD_HOOKS)
    attrs = field.source_attrs
    if isinstance(field, serializers.ListSerializer):
        require_stock(type(field), SERIALIZER_HOOKS)
        return rows(field, scope, lambda table: compile_rows(field.child, root(table)))
    if isinstance(field, serializers.ManyRelatedField):
        require_stock(type(field), ("to_representation",))
        return rows(field, scope, lambda table: related(field.child_relation, root(table), []))
    if isinstance(field, serializers.Serializer):
        return single(field, scope)
    if isinstance(field, serializers.RelatedField):
        return related(field, scope, attrs)
    return value(field, scope, attrs)


def value(field: Any, scope: Scope, attrs: list[str]) -> Slot:
    if isinstance(field, ComputedField):
        return computed(field, scope)
    if not attrs:
        raise NotCompilable(f"{type(field).__name__} reads the whole instance")
    if paths.is_unknown(scope, attrs):
        return unknown(field, scope)
    target, found = walk(field, scope, attrs[:-1])
    name, column = paths.plain(target, attrs[-1])
    if leaves.shows_moments(field, column):
        return replace(found, index=target.text(name), make=leaves.moments(field))
    if make := leaves.maker(field, column):
        return replace(found, index=target.column(name), make=make)
    return replace(found, index=target.column(name), convert=leaves.converter(field, column))


def computed(field: ComputedField, scope: Scope) -> Slot:
    require_stock(type(field), ("to_representation",))
    indexes = []
    for path in field.columns:
        *relations, name = path.split("__")
        target = scope
        for relation in relations:
            target = paths.step(target, relation).scope
        indexes.append(paths.leaf(target, name)[0])

    def make(_: Any, rows: list[Row], run: Run) -> list[Any]:
        return [field.compute(tuple(row[index] for index in indexes), run.context) for row in rows]

    return Slot(scope.column("pk"), make=make)


def root(table: Table) -> Scope:
    return Scope(table, table.model)


def unknown(field: Any, scope: Scope) -> Slot:
    """No attribute of the model: an annotation, or what the field has as its default."""
    (name,) = field.source_attrs
    if field.default is empty:
        scope.table.annotations.add(name)
        return Slot(scope.column(name), convert=leaves.converter(field, None))
    if getattr(field.default, "requires_context", False):
        raise NotCompilable(f"the default of '{name}' depends on the request")
    scope.table.constants.add(name)
    return Slot(0, constant=default(field, leaves.converter(field, None)))


def default(field: Any, convert: Convert | None) -> Callable[[], Any]:
    def make() -> Any:
        shown = field.get_default()
        return shown if shown is None or convert is None else convert(shown)

    return make


def walk(field: Any, scope: Scope, attrs: list[str]) -> tuple[Scope, Slot]:
    """Follow the relations before a source's last name; a slot that knows which may be NULL."""
    link, reverse = None, False
    for name in attrs:
        step = paths.step(scope, name)
        if (step.nullable and step.forward) or link is not None:
            link = scope.column(step.key)
        reverse = reverse or not step.forward
        scope = step.scope
    if link is None or (field.allow_null and field.default is empty):
        return scope, Slot(0)
    if reverse or field.required:
        raise NotCompilable(f"'{field.source}' may lead nowhere")
    if field.default is empty:
        return scope, Slot(0, link=link)
    return scope, Slot(0, link=link, instead=default(field, leaves.converter(field, None)))


def single(field: Any, scope: Scope) -> Slot:
    attrs = field.source_attrs
    if not attrs:
        shape = compile_rows(field, scope)
        found, key = Slot(0), scope.column("pk")
    else:
        before, found = walk(field, scope, attrs[:-1])
        step = paths.step(before, attrs[-1])
        key = before.column(step.key)
        shape = compile_rows(field, step.scope)

    def make(keys: Sequence[Any], rows: list[Row], run: Run) -> list[Any]:
        if None not in keys:
            return shape.build(rows, run)
        there = [row for key, row in zip(keys, rows, strict=True) if key is not None]
        built = iter(shape.build(there, run))
        return [None if key is None else next(built) for key in keys]

    return replace(found, index=key, make=make)


def related(field: Any, scope: Scope, attrs: list[str]) -> Slot:
    """A related row shown by its key or by one of its columns."""
    shown = type(field).to_representation
    if shown is serializers.PrimaryKeyRelatedField.to_representation:
        convert = leaves.converter(field.pk_field, None) if field.pk_field else None
        if not attrs:
            return Slot(scope.column("pk"), convert=convert)
        before, found = walk(field, scope, attrs[:-1])
        return replace(
            found, index=before.column(paths.step(before, attrs[-1]).key), convert=convert
        )
    if shown is serializers.SlugRelatedField.to_representation:
        target, found = walk(field, scope, attrs[:-1])
        target = paths.step(target, attrs[-1]).scope if attrs else target
        *inner, name = field.slug_field.split("__")
        for attr in inner:
            step = paths.step(target, attr)
            if step.nullable:
                raise NotCompilable(f"'{field.slug_field}' may lead nowhere")
            target = step.scope
        return replace(found, index=paths.leaf(target, name)[0])
    raise NotCompilable(f"{type(field).__name__} needs the related instance")


def rows(field: Any, scope: Scope, compile_item: Callable[[Table], Shape | Slot]) -> Slot:
    *before, name = field.source_attrs or [""]
    target, found = walk(field, scope, before)
    if found.link is not None:
        raise NotCompilable(f"'{field.source}' may lead nowhere")
    back = paths.many(target.model, name)
    prefix = (*scope.table.prefix, *target.path, name)
    table = Table(back.model, prefix)
    item = compile_item(table)
    if table.annotations or table.constants:
        raise NotCompilable(f"'{field.source}' shows what no column holds")
    many = Many(
        path="__".join(prefix),
        owner=target.column(back.owner),
        link=back.link,
        back=back.column,
        table=table,
        item=item,
    )
    scope.table.manies.append(many)

    def make(keys: Sequence[Any], _: list[Row], run: Run) -> list[Any]:
        found = run.groups[many]
        return [None if key is None else found.get(key, []) for key in keys]

    return Slot(many.owner, make=make)
