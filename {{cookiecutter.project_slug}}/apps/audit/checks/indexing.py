from collections.abc import Iterator
from typing import Any, Final

from django.contrib.contenttypes.fields import GenericForeignKey
from django.db.models import ForeignKey, Index, Model

from apps.audit.checks import Finding, Project, check
from apps.audit.checks.models import columns, label
from apps.audit.indexes import column_at, has_few_values, is_served, leads, sequences

PAGE: Final = "docs/architecture.md"


@check(
    "M020",
    "Every index has a name that says what it is for",
    guide="Database Optimization: migration files are clean and reversible",
    hint="Name it: `models.Index(fields=[...], name='orders_by_age')`.",
    page=PAGE,
)
def index_names(project: Project) -> Iterator[Finding]:
    for model in project.models:
        for index in model._meta.indexes:
            if index.fields and index.name == automatic_name(index, model):
                yield Finding.about(
                    model, label(model, index.name), "is a name that Django made up"
                )


def automatic_name(index: Index, model: type[Model]) -> str:
    _, args, kwargs = index.deconstruct()
    same = type(index)(*args, **{name: value for name, value in kwargs.items() if name == "fields"})
    same.set_name_with_model(model)
    return same.name


@check(
    "M021",
    "Every foreign key leads an index",
    guide="Database Optimization: database indexes added for frequently queried fields",
    hint="Drop `db_index=False`, or begin an index with the column.",
    page=PAGE,
)
def foreign_keys(project: Project) -> Iterator[Finding]:
    for model in project.models:
        for field in columns(model):
            if isinstance(field, ForeignKey) and not leads(model, field.name):
                yield Finding.about(model, label(model, field.name), "has no index of its own")
        for generic in model._meta.private_fields:
            if isinstance(generic, GenericForeignKey):
                pair = {generic.ct_field, generic.fk_field}
                if not any(set(names[:2]) == pair for names in sequences(model)):
                    yield Finding.about(model, label(model, generic.name), "has no index on both")


@check(
    "M022",
    "The default order of a model is that of an index",
    guide="Database Optimization: composite indexes for multi-field queries",
    hint="Add an index on the columns of `Meta.ordering`, behind the foreign key that scopes lists.",
    page=PAGE,
)
def default_order(project: Project) -> Iterator[Finding]:
    for model in project.models:
        for term in list(model._meta.ordering or ())[:1]:
            if name := unserved(model, term):
                yield Finding.about(model, label(model, name), "is sorted by without an index")


@check(
    "M023",
    "What a list can be sorted or filtered by is in an index",
    guide="Performance & Pagination: queryset filtering optimized",
    hint="Add an index, behind the foreign key that scopes the list, or take the name out.",
    page="docs/api.md",
)
def lists(project: Project) -> Iterator[Finding]:
    for view in project.views:
        model = getattr(getattr(view, "queryset", None), "model", None)
        if model is None:
            continue
        for use, names in (("sort", sortable(view)), ("filter", filters(view))):
            for each in names:
                if name := unserved(model, each):
                    subject = f"{view.__module__}.{view.__qualname__}.{name}"
                    yield Finding.about(view, subject, f"is no index's, and clients {use} by it")


def unserved(model: type[Model], term: Any) -> str:
    """The lookup, where it names a column with many values and no index.

    What is many-to-many has a table of its own, with an index both ways.
    """
    column = column_at(model, term) if isinstance(term, str) else None
    if (
        column is None
        or column[1].many_to_many
        or has_few_values(column[1])
        or is_served(column[0], column[1].name)
    ):
        return ""
    return str(term).lstrip("-")


def sortable(view: Any) -> list[str]:
    names = getattr(view, "ordering_fields", None)
    ordering = getattr(view, "ordering", None) or ()
    first = [ordering] if isinstance(ordering, str) else list(ordering)[:1]
    given = [] if names == "__all__" else list(names or ())
    return list(dict.fromkeys(name.lstrip("-") for name in [*given, *first]))


def filters(view: Any) -> list[str]:
    filterset = getattr(view, "filterset_class", None)
    if filterset is not None:
        return [each.field_name for each in filterset.base_filters.values() if each.field_name]
    return list(getattr(view, "filterset_fields", None) or ())
