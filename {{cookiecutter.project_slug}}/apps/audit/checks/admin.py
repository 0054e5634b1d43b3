import ast
from collections.abc import Iterator
from typing import Any, Final

from django.contrib.admin import ModelAdmin
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, ForeignKey, Model

from apps.audit.checks import Finding, Project, check
from apps.audit.checks.models import label
from apps.audit.code import queries_in

GUIDE: Final = "Admin Configuration"
PAGE: Final = "docs/architecture.md"
TEXTS: Final = frozenset({"CharField", "TextField", "EmailField", "SlugField"})
SORTS: Final = frozenset({"BooleanField", "DateField", "DateTimeField"})


def column(model: type[Model], name: Any) -> Field | None:
    try:
        field = model._meta.get_field(name) if isinstance(name, str) else None
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, Field) else None


def name(page: ModelAdmin) -> str:
    return f"{type(page).__module__}.{type(page).__qualname__}"


@check(
    "A001",
    "Every model can be reached in the admin",
    guide=f"{GUIDE}: all models registered in admin",
    hint="Register it, or show it inline; ReadOnlyAdmin is for rows that the project writes.",
    page=PAGE,
)
def registered(project: Project) -> Iterator[Finding]:
    inline = {each.model for page in project.admin.values() for each in page.inlines or ()}
    for model in project.models:
        if model not in project.admin and model not in inline:
            yield Finding.about(model, label(model), "is in no page of the admin")


@check(
    "A002",
    "Lists of the admin join the relations that they show",
    guide=f"{GUIDE}: admin performance optimized (list_select_related, etc.)",
    hint="Name it in `list_select_related`: Django by itself joins no relation that may be empty.",
    page=PAGE,
)
def joins(project: Project) -> Iterator[Finding]:
    for model, page in project.admin.items():
        joined = page.list_select_related
        known = set(joined) if isinstance(joined, (list, tuple)) else set()
        covered = {path.split("__")[0] for path in known}
        for each in page.list_display:
            if isinstance(column(model, each), ForeignKey) and each not in covered:
                yield Finding.about(type(page), f"{name(page)}.{each}", "is read row by row")


@check(
    "A003",
    "Lists of the admin can be searched",
    guide=f"{GUIDE}: search and filter options configured",
    hint="Set `search_fields`, also by the names of what it belongs to.",
    page=PAGE,
)
def search(project: Project) -> Iterator[Finding]:
    for model, page in project.admin.items():
        has_text = any(field.get_internal_type() in TEXTS for field in model._meta.fields)
        if has_text and not page.search_fields:
            yield Finding.about(type(page), name(page), "has no `search_fields`")


@check(
    "A004",
    "Lists of the admin can be narrowed",
    guide=f"{GUIDE}: search and filter options configured",
    hint="Set `list_filter` or `date_hierarchy`.",
    page=PAGE,
)
def filters(project: Project) -> Iterator[Finding]:
    for model, page in project.admin.items():
        sorts = any(
            field.choices or field.get_internal_type() in SORTS for field in model._meta.fields
        )
        if sorts and not page.list_filter and not page.date_hierarchy:
            yield Finding.about(type(page), name(page), "has neither filter nor dates")


@check(
    "A005",
    "Lists of the admin have columns",
    guide=f"{GUIDE}: list display fields optimized",
    hint="Set `list_display`.",
    page=PAGE,
)
def display(project: Project) -> Iterator[Finding]:
    for page in project.admin.values():
        if tuple(page.list_display) == ("__str__",):
            yield Finding.about(type(page), name(page), "shows one column alone")


@check(
    "A008",
    "No column of the admin queries for each row",
    guide=f"{GUIDE}: admin performance optimized (list_select_related, etc.)",
    hint="Annotate it in `get_queryset`.",
    page=PAGE,
)
def columns(project: Project) -> Iterator[Finding]:
    for page in project.admin.values():
        for each in page.list_display:
            method = getattr(page, each, None) if isinstance(each, str) else each
            for call in queries_in(method) if callable(method) else ():
                problem = f"calls `{ast.unparse(call)}` for each row"
                yield Finding.about(method, f"{name(page)}.{each}", problem)
