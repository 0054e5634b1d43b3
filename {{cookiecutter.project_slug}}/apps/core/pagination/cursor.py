"""Pages by position: each begins behind the last row of the one before, found by an index."""

from collections.abc import Sequence
from typing import Any, Final, cast

from django.db.models import Field, Q, QuerySet
from rest_framework import pagination
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings

from apps.core.pagination import token
from apps.core.pagination.links import bounded, link
from apps.core.pagination.offset import MAX_PAGE_SIZE
from apps.core.pagination.ordering import Term, column_at, current, is_unique
from apps.core.pagination.reading import Reader, instances
from apps.core.pagination.token import Position

FROM_THE_START: Final = Position(())


class CursorPagination(pagination.CursorPagination):
    """``?cursor=…``, as the links say. Rows that appear or vanish meanwhile shift nothing.

    Rows come in the query set's own order (``?ordering=`` included), or else the newest first.
    """

    page_size_query_param = "page_size"
    max_page_size = MAX_PAGE_SIZE
    ordering = ("-pk",)
    schema_name = "Cursor"
    # Columns that may be NULL, and are not among the rows of the view that pages them.
    never_empty: frozenset[str] = frozenset()

    following: Position | None
    preceding: Position | None

    def read_page(self, queryset: QuerySet[Any], request: Request, reader: Reader) -> list[Any]:
        self.request = request
        size = self.get_page_size(request)
        order = current(queryset) or self.ordering
        self.terms = terms_of(queryset, order, never_empty=self.never_empty)
        given = request.query_params.get(self.cursor_query_param)
        start = token.decode(given, self.terms) if given else FROM_THE_START
        terms = [term.reversed() for term in self.terms] if start.backwards else self.terms
        queryset = queryset.order_by(*map(str, terms))
        if start.values:
            queryset = queryset.filter(behind(terms, start.values))
        rows, places = reader(queryset[: size + 1], [term.path for term in terms])
        more = len(rows) > size
        rows, places = rows[:size], places[:size]
        if start.backwards:
            rows.reverse()
            places.reverse()
        self._remember(start, places, more=more)
        return rows

    def _remember(self, start: Position, places: list[tuple[Any, ...]], *, more: bool) -> None:
        last = Position(places[-1]) if places else None
        first = Position(places[0], backwards=True) if places else None
        self.following = last if more or start.backwards else None
        self.preceding = first if (more if start.backwards else start.values) else None

    def paginate_queryset(  # type: ignore[override]
        self, queryset: QuerySet[Any], request: Request, view: Any = None
    ) -> list[Any]:
        return self.read_page(queryset, request, instances)

    def get_page_size(self, request: Request) -> int:
        given = request.query_params.get("page_size")
        return bounded(given, api_settings.PAGE_SIZE or 20, MAX_PAGE_SIZE)

    def get_next_link(self) -> str | None:
        return self._link(self.following)

    def get_previous_link(self) -> str | None:
        return self._link(self.preceding)

    def _link(self, position: Position | None) -> str | None:
        if position is None:
            return None
        return link(self.request, **{self.cursor_query_param: token.encode(position, self.terms)})


class LoadMorePagination(CursorPagination):
    """``?after=…`` for lists that grow at their end: what ``next`` was in the answer before."""

    cursor_query_param = "after"
    schema_name = "LoadMore"

    def get_paginated_response(self, data: Any) -> Response:
        following = self.following and token.encode(self.following, self.terms)
        return Response({"results": data, "has_more": following is not None, "next": following})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "object",
            "required": ["results", "has_more", "next"],
            "properties": {
                "results": schema,
                "has_more": {"type": "boolean"},
                "next": {
                    "type": "string",
                    "nullable": True,
                    "description": "Pass it on as `after` to get the rows that follow.",
                },
            },
        }


def terms_of(
    queryset: QuerySet[Any], order: Sequence[Any], *, never_empty: frozenset[str] = frozenset()
) -> list[Term]:
    """An order that cursors can follow: columns that are never empty, the last of them unique."""
    terms = []
    for entry in order:
        path = entry.lstrip("-") if isinstance(entry, str) else ""
        field = column_at(queryset.model, path) if path else None
        if field is None or (path not in never_empty and is_nullable(queryset, path)):
            name = path or type(entry).__name__
            raise ValidationError(
                {"ordering": f"'{name}' may be empty or is no column: pages cannot follow it."}
            )
        terms.append(Term(path, entry.startswith("-"), field))
    if not any(is_unique(queryset.model, str(term)) for term in terms):
        descending = bool(terms) and terms[-1].descending
        terms.append(Term("pk", descending, cast("Field", queryset.model._meta.pk)))
    return terms


def is_nullable(queryset: QuerySet[Any], path: str) -> bool:
    names = path.split("__")
    fields = [column_at(queryset.model, "__".join(names[:end])) for end in range(1, len(names) + 1)]
    return any(field is None or field.null for field in fields)


def behind(terms: Sequence[Term], values: Sequence[Any]) -> Q:
    """Rows later in this order. The first column's bound is told apart, for its index."""
    later, equal = Q(), Q()
    for term, value in zip(terms, values, strict=True):
        comparison = "lt" if term.descending else "gt"
        later |= equal & Q(**{f"{term.path}__{comparison}": value})
        equal &= Q(**{term.path: value})
    first = terms[0]
    bound = "lte" if first.descending else "gte"
    return Q(**{f"{first.path}__{bound}": values[0]}) & later
