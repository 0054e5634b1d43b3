from typing import Any

from django.db import connections
from django.db.models import BooleanField, Expression, QuerySet
from rest_framework.request import Request

from apps.core.filters import SearchFilter

MOST_WORDS = 20  # of one search


class Matches(Expression):
    """Whether the column of the query's own table matches what somebody has typed."""

    conditional = True
    table = ""  # its alias in the query

    def __init__(self, column: str, language: str, words: str) -> None:
        super().__init__(output_field=BooleanField())
        self.column, self.language, self.words = column, language, words

    def resolve_expression(self, query: Any = None, *args: Any, **kwargs: Any) -> "Matches":
        resolved: Matches = self.copy()
        resolved.table = query.get_initial_alias()
        return resolved

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str, ...]]:
        column = f"{connection.ops.quote_name(self.table)}.{connection.ops.quote_name(self.column)}"
        return f"{column} @@ websearch_to_tsquery(%s::regconfig, %s)", (self.language, self.words)


class FullTextFilter(SearchFilter):
    """``?search=``, as people type it: words, "a phrase", -without, this or that.

    Where there is no such column it is as Django REST framework has it: each word somewhere in one
    of ``search_fields``.
    """

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> Any:
        words = " ".join(request.query_params.get(self.search_param, "").split()[:MOST_WORDS])
        if not words:
            return queryset
        if connections[queryset.db].vendor != "postgresql" or "\x00" in words:
            return super().filter_queryset(request, queryset, view)
        return queryset.filter(Matches(view.search_column, view.search_language, words))
