"""Pages by number and by offset: for lists that people leaf through and that stay small."""

from typing import Any, Final

from django.db.models import QuerySet
from rest_framework import pagination
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings

from apps.core import statements
from apps.core.pagination.links import bounded, link
from apps.core.pagination.ordering import stable
from apps.core.pagination.reading import Reader, instances

MAX_PAGE_SIZE: Final = 100


class PagePagination(pagination.PageNumberPagination):
    """``?page=3&page_size=50``. A page beyond the last is 404, but the first may be empty."""

    page_size_query_param = "page_size"
    max_page_size = MAX_PAGE_SIZE

    request: Request
    count: int
    number: int
    size: int

    def read_page(self, queryset: QuerySet[Any], request: Request, reader: Reader) -> list[Any]:
        self.request = request
        self.size = self.get_page_size(request) or MAX_PAGE_SIZE
        self.count = statements.count(queryset)
        self.number = self._number(request)
        start = (self.number - 1) * self.size
        return reader(stable(queryset)[start : start + self.size])[0]

    @property
    def last(self) -> int:
        return max(-(-self.count // self.size), 1)

    def _number(self, request: Request) -> int:
        given = request.query_params.get(self.page_query_param) or "1"
        if given in self.last_page_strings:
            return self.last
        try:
            number = int(given)
        except ValueError:
            number = 0
        if not 1 <= number <= self.last:
            raise NotFound(f"There is no page '{given[:20]}': choose from 1 to {self.last}.")
        return number

    def paginate_queryset(  # type: ignore[override]
        self, queryset: QuerySet[Any], request: Request, view: Any = None
    ) -> list[Any]:
        return self.read_page(queryset, request, instances)

    def get_page_size(self, request: Request) -> int | None:
        return bounded(
            request.query_params.get("page_size"), api_settings.PAGE_SIZE or 20, MAX_PAGE_SIZE
        )

    def get_next_link(self) -> str | None:
        return self._link(self.number + 1) if self.number < self.last else None

    def get_previous_link(self) -> str | None:
        return self._link(self.number - 1) if self.number > 1 else None

    def _link(self, number: int) -> str:
        return link(self.request, **{self.page_query_param: number if number > 1 else None})

    def get_paginated_response(self, data: Any) -> Response:
        return Response(
            {
                "count": self.count,
                "next": self.get_next_link(),
                "previous": self.get_previous_link(),
                "results": data,
            }
        )


class LimitOffsetPagination(pagination.LimitOffsetPagination):
    """``?limit=50&offset=100``. Beyond the end there is nothing, and that is no error."""

    max_limit = MAX_PAGE_SIZE
    schema_name = "Offset"

    request: Request
    count: int
    limit: int
    offset: int

    def read_page(self, queryset: QuerySet[Any], request: Request, reader: Reader) -> list[Any]:
        self.request = request
        self.limit = self.get_limit(request)
        self.offset = self.get_offset(request)
        self.count = statements.count(queryset)
        if self.offset >= self.count:
            return []
        return reader(stable(queryset)[self.offset : self.offset + self.limit])[0]

    def paginate_queryset(  # type: ignore[override]
        self, queryset: QuerySet[Any], request: Request, view: Any = None
    ) -> list[Any]:
        return self.read_page(queryset, request, instances)

    def get_limit(self, request: Request) -> int:
        given = request.query_params.get(self.limit_query_param)
        return bounded(given, api_settings.PAGE_SIZE or 20, MAX_PAGE_SIZE)

    def get_next_link(self) -> str | None:
        offset = self.offset + self.limit
        return self._link(offset) if offset < self.count else None

    def get_previous_link(self) -> str | None:
        if self.offset <= 0:
            return None
        return self._link(min(max(self.offset - self.limit, 0), self.count))

    def _link(self, offset: int) -> str:
        return link(
            self.request,
            **{self.limit_query_param: self.limit, self.offset_query_param: offset or None},
        )
