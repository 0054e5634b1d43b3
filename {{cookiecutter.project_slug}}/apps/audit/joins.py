"""Which relations a serializer shows, and which of them a view set fetches along."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Model, Prefetch
from rest_framework import serializers
from rest_framework.relations import ManyRelatedField, PrimaryKeyRelatedField, RelatedField

from apps.core.viewsets.declarations import Declarations


def relations(model: type[Model]) -> dict[str, Any]:
    """By the name of the attribute."""
    found: dict[str, Any] = {
        field.name: field for field in model._meta.get_fields() if field.is_relation
    }
    for related in model._meta.related_objects:
        if name := related.get_accessor_name():
            found[name] = related
    return found


def shown(serializer: Any, model: type[Model], prefix: str = "") -> Iterator[str]:
    """Paths such as `author__portrait` whose rows are read."""
    for field in serializer.fields.values():
        if field.write_only:
            continue
        inner = getattr(field, "child", field)
        if field.source == "*":
            if isinstance(inner, serializers.Serializer):
                yield from shown(inner, model, prefix)
            continue
        owner, path = model, prefix
        for attribute in field.source_attrs:
            relation = relations(owner).get(attribute)
            if relation is None or relation.related_model is None:
                break
            path, owner = f"{path}{attribute}__", relation.related_model
            if attribute != field.source_attrs[-1] or reads_rows(field):
                yield path.removesuffix("__")
        else:
            if isinstance(inner, serializers.Serializer):
                yield from shown(inner, owner, path)


def reads_rows(field: Any) -> bool:
    """A key of one row stands in the column itself."""
    if isinstance(field, PrimaryKeyRelatedField):
        return False
    return isinstance(field, (serializers.BaseSerializer, RelatedField, ManyRelatedField))


def fetched(view: type, action: str) -> set[str]:
    queryset: Any = getattr(view, "queryset", None)
    found: set[str] = set()
    if queryset is not None:
        found |= _joined(queryset.query.select_related, "")
        found |= _all(_prefetched(lookup) for lookup in queryset._prefetch_related_lookups)
    if issubclass(view, Declarations):
        joins: Mapping[str, tuple[str, ...]] = view.select_related
        found |= _all(_prefixes(path) for path in joins.get(action, joins.get("default", ())))
        more = view.prefetch_related
        found |= _all(_prefetched(each) for each in more.get(action, more.get("default", ())))
    return found


def _all(sets: Iterator[set[str]]) -> set[str]:
    return set().union(*sets)


def _prefixes(path: str) -> set[str]:
    names = path.split("__")
    return {"__".join(names[: end + 1]) for end in range(len(names))}


def _joined(tree: Any, prefix: str) -> set[str]:
    if not isinstance(tree, Mapping):
        return set()
    found = {f"{prefix}{name}" for name in tree}
    return found | _all(_joined(inner, f"{prefix}{name}__") for name, inner in tree.items())


def _prefetched(lookup: Any) -> set[str]:
    if not isinstance(lookup, Prefetch):
        return _prefixes(str(lookup))
    found = _prefixes(str(lookup.prefetch_to))
    if lookup.queryset is not None:
        inner: Any = lookup.queryset
        start = f"{lookup.prefetch_to}__"
        found |= _joined(inner.query.select_related, start)
        found |= {
            f"{start}{path}"
            for more in inner._prefetch_related_lookups
            for path in _prefetched(more)
        }
    return found
