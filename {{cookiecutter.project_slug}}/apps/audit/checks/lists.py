"""What reading costs."""

from collections.abc import Iterator
from typing import Any, Final

from rest_framework.pagination import (
    CursorPagination,
    LimitOffsetPagination,
    PageNumberPagination,
)

from apps.audit.checks import Finding, Project, check
from apps.audit.checks.access import name
from apps.audit.joins import fetched, shown
from apps.core import readplan
from apps.core.viewsets.declarations import Declarations

MOST: Final = 1000  # rows a page


@check(
    "V010",
    "Every list has pages, and a page has an end",
    guide="Performance & Pagination: pagination implemented on all list endpoints; page size limits configured",
    hint="Use a class of `apps.core.pagination`.",
    page="docs/api.md",
)
def pages(project: Project) -> Iterator[Finding]:
    for view, routes in project.views.items():
        if not any("list" in route.actions.values() for route in routes):
            continue
        paginator = getattr(view, "pagination_class", None)
        if paginator is None:
            yield Finding.about(view, name(view), "lists all rows at once")
        elif not is_bounded(paginator):
            yield Finding.about(view, name(view), f"has pages of any size: {paginator.__name__}")


def is_bounded(paginator: Any) -> bool:
    if issubclass(paginator, LimitOffsetPagination):
        return bool(paginator.max_limit) and paginator.max_limit <= MOST
    if issubclass(paginator, (PageNumberPagination, CursorPagination)):
        if not paginator.page_size_query_param:
            return bool(paginator.page_size)
        return bool(paginator.max_page_size) and paginator.max_page_size <= MOST
    return hasattr(paginator, "max_page_size") or hasattr(paginator, "page_size")


@check(
    "V011",
    "Relations that a view set shows are fetched along",
    guide="View Architecture: QuerySet optimization implemented (select_related, prefetch_related)",
    hint="Declare it in the view set's `select_related` (one row) or `prefetch_related` (many).",
    page="docs/architecture.md",
)
def relations(project: Project) -> Iterator[Finding]:
    for view, routes in project.views.items():
        model = getattr(getattr(view, "queryset", None), "model", None)
        if model is None:
            continue
        actions = {action for route in routes for action in route.actions.values()}
        for action in sorted(actions & {"list", "retrieve"}):
            serializer = read_serializer(view, action)
            if serializer is None or (action == "list" and joins_itself(view, serializer)):
                continue
            for path in sorted(set(shown(serializer(), model)) - fetched(view, action)):
                subject = f"{name(view)}.{action}.{path}"
                yield Finding.about(view, subject, f"is shown by {serializer.__name__} alone")


def read_serializer(view: type, action: str) -> Any:
    instance: Any = view()
    instance.action, instance.request, instance.kwargs = action, None, {}
    try:
        if isinstance(instance, Declarations):
            return instance.get_read_serializer_class()
        return instance.get_serializer_class()
    except (AssertionError, AttributeError):
        return None


def joins_itself(view: type, serializer: Any) -> bool:
    """The read plan asks for what a list shows, whatever is declared."""
    return issubclass(view, Declarations) and readplan.plan_for(serializer) is not None
