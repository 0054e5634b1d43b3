"""Full-text search by a column that PostgreSQL keeps and indexes. On SQLite: substrings.

A migration adds the column with ``AddSearchColumn``; a view set that has ``search_column`` and
``FullTextFilter`` among its filter backends asks it by ``?search=``.
"""

from apps.core.fulltext.filters import FullTextFilter
from apps.core.fulltext.operations import AddSearchColumn

__all__ = ["AddSearchColumn", "FullTextFilter"]
