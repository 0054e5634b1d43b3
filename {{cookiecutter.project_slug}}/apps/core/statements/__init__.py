"""Plain queries, compiled once and run again with the values of this call.

Django takes longer to build and compile a query than PostgreSQL to answer it, and an API runs the
same few all day. Their text is kept by their shape: what is read, conditions, joins and order. The
conditions are compiled anew each time, so no value outlives its call. What is not plain
(annotations, DISTINCT, UNION, locks) is left to Django; the rows are the same either way.
"""

from apps.core.statements.reading import Column, Text, count, first_by, rows, rows_by, rows_where

__all__ = ["Column", "Text", "count", "first_by", "rows", "rows_by", "rows_where"]
