"""Filters that cost nothing until somebody filters: most lists are asked for without."""

from functools import cache
from typing import Any, Final

from django.db.models import QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import filters
from rest_framework.request import Request

from apps.core.introspection import home

# Parameters of pages, order, search and selection.
NO_FILTERS: Final = frozenset(
    [
        "page",
        "page_size",
        "limit",
        "offset",
        "cursor",
        "after",
        "ordering",
        "search",
        "fields",
        "exclude",
    ]
)
OVERRIDDEN: Final = ("__init__", "filter_queryset", "is_valid", "get_form_class", "qs", "form")

LIBRARY: Final = "django_filters."


class FilterBackend(DjangoFilterBackend):
    """Builds no filter set and no form for a request that names none of its filters."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> Any:
        if request.query_params.keys() <= NO_FILTERS and is_quiet(view):
            return queryset
        return super().filter_queryset(request, queryset, view)


class SearchFilter(filters.SearchFilter):
    """What no text can hold is found in none."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> Any:
        if self.search_param not in request.query_params:
            return queryset
        if "\x00" in request.query_params[self.search_param]:
            return queryset.none()
        return super().filter_queryset(request, queryset, view)


def is_quiet(view: Any) -> bool:
    """Whether the view's filters leave everything alone when no parameter is given."""
    filterset_class = getattr(view, "filterset_class", None)
    if filterset_class is not None:
        return is_quiet_class(filterset_class)
    return NO_FILTERS.isdisjoint(getattr(view, "filterset_fields", None) or ())


@cache
def is_quiet_class(filterset_class: Any) -> bool:
    """A class that may have defaults of its own is always asked."""
    stock = all((home(filterset_class, name) or LIBRARY).startswith(LIBRARY) for name in OVERRIDDEN)
    return (
        stock
        and NO_FILTERS.isdisjoint(filterset_class.base_filters)
        and all(
            type(filter_).__module__.startswith(LIBRARY) and not filter_.extra.get("required")
            for filter_ in filterset_class.base_filters.values()
        )
    )
