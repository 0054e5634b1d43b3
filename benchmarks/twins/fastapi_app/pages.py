from math import ceil

from fastapi import Request

PAGE_SIZE = 20


def neighbours(request: Request, page: int, count: int) -> tuple[str | None, str | None]:
    """The addresses of the next and the previous page, as DRF writes them."""
    following = None
    if page < ceil(count / PAGE_SIZE):
        following = str(request.url.include_query_params(page=page + 1))
    preceding = None
    if page == 2:  # noqa: PLR2004 - the first page has no number in its address
        preceding = str(request.url.remove_query_params("page"))
    elif page > 1:
        preceding = str(request.url.include_query_params(page=page - 1))
    return following, preceding
