"""Every read serializer that an address leads to, over rows from every factory there is."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import factory
import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.serializers import ModelSerializer
from rest_framework.test import APIRequestFactory

from apps.core.readplan import plan_for
from apps.core.renderers import JSONRenderer
from tests import factories

ROWS = 3


def views(patterns: list[Any]) -> Iterator[tuple[type[Any], dict[str, str]]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and hasattr(pattern.callback, "cls"):
            yield pattern.callback.cls, getattr(pattern.callback, "actions", None) or {}


def readers() -> list[type[ModelSerializer]]:
    found = set()
    for view, actions in views(get_resolver("tests.library.urls").url_patterns):
        if actions.get("get") == "list":
            instance = view(action="list", request=None)
            found.add(
                instance.get_read_serializer_class()
                if hasattr(instance, "get_read_serializer_class")
                else instance.get_serializer_class()
            )
    return sorted(
        (reader for reader in found if issubclass(reader, ModelSerializer)),
        key=lambda reader: reader.__name__,
    )


@pytest.fixture
def rows(db: None) -> None:
    for module in pkgutil.iter_modules(factories.__path__):
        importlib.import_module(f"{factories.__name__}.{module.name}")
    for maker in factory.django.DjangoModelFactory.__subclasses__():
        if maker.__module__.startswith(factories.__name__) and not maker._meta.abstract:
            for _ in range(ROWS):
                try_to_make(maker)


def try_to_make(maker: Any) -> None:
    """A factory that needs its owner named is used by its owner's factory."""
    needed = {
        field.name
        for field in maker._meta.model._meta.concrete_fields
        if field.is_relation and not field.null and not field.primary_key
    }
    if needed <= maker._meta.declarations.keys():
        maker()


def test_the_routes_are_found() -> None:
    assert {"ArticleSerializer", "AuthorPageSerializer"} <= {
        reader.__name__ for reader in readers()
    }


@pytest.mark.parametrize("reader", readers(), ids=lambda reader: reader.__name__)
@pytest.mark.usefixtures("rows")
def test_plan_and_serializer_show_the_same(reader: Any) -> None:
    request = APIRequestFactory().get("/")
    request.user = AnonymousUser()
    queryset = reader.Meta.model._default_manager.order_by("pk")
    shown = reader(queryset, many=True, context={"request": request}).data
    plan = plan_for(reader)

    assert len(shown) >= ROWS
    if plan is not None:
        planned = plan.rows(queryset, {"request": request})
        assert JSONRenderer().render(planned) == JSONRenderer().render(shown)
