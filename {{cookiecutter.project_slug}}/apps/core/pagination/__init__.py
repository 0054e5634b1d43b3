"""Ways through a long list. None of them is without an end, and none without a stable order.

All take ``?page_size=`` up to 100 (``?limit=`` where that is the custom). Page numbers and offsets
count the rows; cursors do not, and stay fast at any depth and size.
"""

from apps.core.pagination.cursor import CursorPagination, LoadMorePagination
from apps.core.pagination.offset import LimitOffsetPagination, PagePagination

__all__ = ["CursorPagination", "LimitOffsetPagination", "LoadMorePagination", "PagePagination"]
