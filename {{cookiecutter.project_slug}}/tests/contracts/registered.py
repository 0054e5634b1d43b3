"""What the URL table leads to, described or not."""

import re
from collections.abc import Iterator
from typing import Any, Final

from django.contrib.admindocs.views import simplify_regex
from django.urls import URLPattern, URLResolver, get_resolver

# Its pages have a contract of their own: test_admin.py.
ELSEWHERE: Final = "admin"
PLACE: Final = re.compile(r"<[^>]*>|\{[^}]*\}")
ANY: Final = "*"
Route = tuple[str, str]  # a method, and a path without the names of its placeholders


def routes(urlconf: str | None = None) -> set[Route]:
    return {
        (method, shape(path))
        for path, view in _patterns(get_resolver(urlconf).url_patterns, "")
        for method in methods(view)
    }


def shape(path: str) -> str:
    return PLACE.sub("{}", path)


def _patterns(entries: list[Any], before: str) -> Iterator[tuple[str, Any]]:
    for entry in entries:
        path = before + str(entry.pattern)
        if isinstance(entry, URLResolver) and entry.namespace != ELSEWHERE:
            yield from _patterns(entry.url_patterns, path)
        elif isinstance(entry, URLPattern):
            yield simplify_regex(path), entry.callback


def methods(view: Any) -> set[str]:
    """What it answers. Of views that are none of DRF's only the address counts."""
    cls = getattr(view, "cls", None)
    if cls is None:
        return {ANY}
    actions = getattr(view, "actions", None) or {name: name for name in cls.http_method_names}
    return {
        method.upper()
        for method, action in actions.items()
        if method in cls.http_method_names
        and hasattr(cls, action)
        and method not in ("head", "options", "trace")
    }
