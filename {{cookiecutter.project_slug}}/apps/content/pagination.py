from apps.core.pagination import CursorPagination


class PublishedPages(CursorPagination):
    """The newest first, at any depth. Whatever is public has been published at some time."""

    never_empty = frozenset({"published_at"})
