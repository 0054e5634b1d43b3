"""The statements that this process has compiled."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

from apps.core.statements.shapes import Shape, Values

CAPACITY: Final = 500  # statements; then all are compiled again


@dataclass(frozen=True, slots=True)
class Statement:
    query: Query  # compiled, and never changed again
    sql: str
    select: list[Any]
    klass_info: dict[str, Any] | None
    converts: bool  # whether values are more than the driver makes of them

    def compiler(self, using: str, shape: Shape) -> SQLCompiler:
        """A compiler that has done its work already."""
        sql = f"{self.sql} {shape.limits}" if shape.limits else self.sql
        compiler: SQLCompiler = self.query.get_compiler(using)
        compiler.select, compiler.col_count = self.select, len(self.select)
        compiler.klass_info = self.klass_info
        compiler.has_extra_select = False
        if not self.converts:
            compiler.get_converters = lambda *_, **__: {}  # type: ignore[method-assign]
            compiler.has_composite_fields = lambda *_: False  # type: ignore[method-assign]
        compiler.as_sql = lambda *_, **__: (sql, shape.values)  # type: ignore[method-assign]
        return compiler


kept: Final[dict[Hashable, Statement | None]] = {}  # None: has turned out not to be plain


def statement_for(
    what: Hashable, shape: Shape, using: str, build: Callable[[], Query]
) -> Statement | None:
    key = (what, shape.key)
    if key not in kept:
        if len(kept) >= CAPACITY:
            kept.clear()
        kept[key] = _compile(build(), using, shape.values)
    return kept.get(key)


def _compile(query: Query, using: str, values: Values) -> Statement | None:
    query.clear_limits()
    compiler = query.get_compiler(using)
    try:
        sql, found = compiler.as_sql()
    except EmptyResultSet:
        return None
    if tuple(found) != values:  # some of them would be kept with the text
        return None
    select = compiler.select
    columns = [column for column, *_ in select]
    converts = bool(compiler.get_converters(columns)) or compiler.has_composite_fields(columns)
    return Statement(query, sql, select, compiler.klass_info, converts)
