from collections.abc import Iterator
from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.auth.admin import UserAdmin
from django.db.models import ForeignKey, Model

from apps.audit.checks import Finding, Project, check
from apps.audit.checks.admin import GUIDE, PAGE, column, name
from apps.audit.words import is_secret


@check(
    "A006",
    "Forms of the admin load no table into a drop-down list",
    guide=f"{GUIDE}: admin performance optimized (list_select_related, etc.)",
    hint="Name the relation in `autocomplete_fields`, `raw_id_fields` or `readonly_fields`.",
    page=PAGE,
)
def drop_downs(project: Project) -> Iterator[Finding]:
    for model, page in project.admin.items():
        for owner, form in [(model, page), *((each.model, each) for each in page.inlines)]:
            for field in offered(owner, form, page):
                subject = f"{kind(form).__module__}.{kind(form).__qualname__}.{field}"
                yield Finding.about(kind(form), subject, "offers every row of its table")


def offered(model: type[Model], form: Any, page: ModelAdmin) -> Iterator[str]:
    """Relations to one row that are chosen from a list of all of them."""
    if not changes(form) or not changes(page):
        return
    named = [*(form.fields or ()), *flatten_fieldsets(form.fieldsets or ())]
    searched = {*form.autocomplete_fields, *form.raw_id_fields}
    hidden = {*form.readonly_fields, *(form.exclude or ())}
    for field in model._meta.fields:
        is_link = form is not page and field.related_model is page.model
        is_chosen = isinstance(field, ForeignKey) and field.editable and not is_link
        if is_chosen and field.name not in searched | hidden and (not named or field.name in named):
            yield field.name


def changes(form: Any) -> bool:
    """Whether nothing of the project's own forbids it."""
    return not any(
        "has_change_permission" in vars(each)
        for each in kind(form).__mro__
        if not each.__module__.startswith("django.")
    )


def kind(form: Any) -> type:
    """Pages are objects, and what stands in them is classes."""
    return form if isinstance(form, type) else type(form)


@check(
    "A007",
    "The admin shows and searches no secret",
    guide="Authentication & Permissions, Security: sensitive data excluded from logs and responses",
    hint="Take the column out of the page, or make it `editable=False`.",
    page=PAGE,
)
def secrets(project: Project) -> Iterator[Finding]:
    for model, page in project.admin.items():
        named = [*(page.fields or ()), *flatten_fieldsets(page.fieldsets or ())]
        form = named or [field.name for field in model._meta.fields if field.editable]
        shown = {*map(str, page.list_display), *page.readonly_fields, *page.search_fields, *form}
        for each in sorted(map(str, shown - set(page.exclude or ()))):
            masked = each == "password" and isinstance(page, UserAdmin)  # by Django's own widget
            if is_secret(each) and column(model, each) is not None and not masked:
                yield Finding.about(type(page), f"{name(page)}.{each}", "is a secret by its name")
