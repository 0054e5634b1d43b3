"""Addresses, and what answers them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.contrib.admindocs.views import simplify_regex
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern
from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView

from apps.core.viewsets.declarations import WRITES

PARAMETER: Final = re.compile(r"<(?:\w+:)?(\w+)>")
UNSAFE: Final = frozenset({"post", "put", "patch", "delete"})


@dataclass(frozen=True)
class Route:
    path: str  # "/api/v1/teams/{pk}/"
    callback: Any
    view: type | None = None  # of a view that is a class
    actions: Mapping[str, str] = field(default_factory=dict)  # of a view set, by method

    @property
    def is_api(self) -> bool:
        return isinstance(self.view, type) and issubclass(self.view, APIView)

    @property
    def methods(self) -> frozenset[str]:
        """Those that are answered, in lower case."""
        if self.actions:
            return frozenset(self.actions)
        names: Sequence[str] = getattr(self.view, "http_method_names", ())
        return frozenset(name for name in names if hasattr(self.view, name)) - {"options"}

    def instance(self, method: str = "") -> Any:
        """A view as it would answer a request by `method` of nobody, with nothing in it."""
        kind: Any = self.view
        view: Any = kind(**getattr(self.callback, "initkwargs", {}))
        asked = HttpRequest()
        asked.method = method.upper() or "GET"
        view.args, view.kwargs, view.request, view.format_kwarg = (), {}, Request(asked), None
        view.action = self.actions.get(method)
        view.action_map = dict(self.actions)
        return view

    def serializer(self, method: str) -> type[BaseSerializer] | None:
        """What takes the body of a request; None where no class tells."""
        if not hasattr(self.view, "get_serializer_class"):
            return None
        view = self.instance(method)
        declared = {*WRITES, *getattr(view, "serializer_classes", ())}
        if view.action and view.action not in declared and "serializer_class" not in vars(view):
            return None  # an action that takes nothing falls back to what is shown
        try:
            found: type[BaseSerializer] = view.get_serializer_class()
        except (AssertionError, AttributeError, ImproperlyConfigured):
            return None
        return found

    def permissions(self, method: str) -> list[Any]:
        """Those that a request by `method` has to satisfy."""
        found: list[Any] = self.instance(method).get_permissions()
        return found

    def __str__(self) -> str:
        return self.path


def routes(patterns: Sequence[Any] | None = None, prefix: str = "/") -> Iterator[Route]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = prefix + readable(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, path)
        elif "{format}" not in path:
            yield route(pattern, path)


def route(pattern: URLPattern, path: str) -> Route:
    callback: Any = pattern.callback
    view = getattr(callback, "cls", None) or getattr(callback, "view_class", None)
    actions: Mapping[str, str] = getattr(callback, "actions", None) or {}
    if view is not None:
        allowed = {name.lower() for name in view.http_method_names}
        actions = {method: name for method, name in actions.items() if method in allowed}
    return Route(path, callback, view, actions)


def readable(pattern: Any) -> str:
    text = str(pattern)
    if isinstance(pattern, RegexPattern):
        text = simplify_regex(text).removeprefix("/")
    return PARAMETER.sub(r"{\1}", text)
