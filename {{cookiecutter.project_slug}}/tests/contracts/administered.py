"""Rows of every model that the admin lists, and what a browser would send from its pages."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import zip_longest
from typing import Any, Final

import factory
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import reverse
from lxml import html

from apps.accounts.models import User
from tests import contracts, factories

ROWS: Final = "rows"
Make = Callable[[int], Model]


@cache
def makers() -> dict[str, Make]:
    """By the model's label: its factory, or what the `rows.py` of an app declares."""
    for module in pkgutil.walk_packages(factories.__path__, f"{factories.__name__}."):
        importlib.import_module(module.name)
    found = {
        kind._meta.model._meta.label: _by(kind)
        for kind in _subclasses(factory.django.DjangoModelFactory)
        if kind._meta.model is not None
    }
    for module in pkgutil.walk_packages(contracts.__path__, f"{contracts.__name__}."):
        if module.name.endswith(f".{ROWS}"):
            found |= importlib.import_module(module.name).ROWS
    return found


def _by(kind: Any) -> Make:
    return lambda _: kind.create()


def _subclasses(kind: type[Any]) -> Iterator[type[Any]]:
    for sub in kind.__subclasses__():
        yield sub
        yield from _subclasses(sub)


def make(model: type[Model], first: int, last: int) -> list[Model]:
    maker = makers().get(model._meta.label)
    if maker is None:
        raise LookupError(f"Neither a factory nor a `rows.py` makes {model._meta.label}.")
    return [maker(number) for number in range(first, last)]


def address(model: type[Model], page: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def ways(page: Any) -> list[str]:
    """Queries that choose each of a list's filters in each way once, and sort by every column."""
    changes = page.context["cl"]
    chosen = [
        [choice["query_string"].removeprefix("?") for choice in spec.choices(changes)]
        for spec in changes.filter_specs
    ]
    together = [filter(None, each) for each in zip_longest(*chosen)]
    columns = range(1, len(changes.list_display))
    return ["?" + "&".join(each) for each in [*together, [f"o={'.'.join(map(str, columns))}"]]]


def shown_form(page: Any, model: type[Model]) -> Mapping[str, list[str]]:
    """The form of a row as it stands there, with what a browser sends of it."""
    document: Any = html.document_fromstring(page.content.decode())
    form = next(
        form for form in document.forms if form.get("id") == f"{model._meta.model_name}_form"
    )
    fields: dict[str, list[str]] = {}
    for name, value in form.form_values():
        fields.setdefault(name, []).append(value)
    return fields


def asked_by(user: User) -> HttpRequest:
    request = RequestFactory().get("/admin/")
    request.user = user
    return request


def of(model: type[Model]) -> admin.ModelAdmin:
    return admin.site._registry[model]
