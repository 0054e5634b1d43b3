"""What is wrong with a list: no end, or a query for each row."""

from typing import Any, Final

from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core.pagination.offset import MAX_PAGE_SIZE
from tests.caches import forget_answers
from tests.contracts.calling import call
from tests.contracts.worlds import Stage

EVERYTHING: Final = 1_000_000


def rows_of(answer: Any) -> list[Any]:
    body = answer.json()
    found: list[Any] = body if isinstance(body, list) else body["results"]
    return found


def queries(stage: Stage, caller: str, address: str) -> tuple[int, int]:
    """How many rows came, and how many queries that took."""
    forget_answers()
    with CaptureQueriesContext(connection) as captured:
        answer = call(stage, caller, "GET", address, {"page_size": MAX_PAGE_SIZE})
    assert answer.status_code == 200, answer.content
    return len(rows_of(answer)), len(captured)


def unbounded(stage: Stage, caller: str, address: str) -> list[str]:
    """Ask for everything where there are more rows than a page may hold."""
    answer = call(stage, caller, "GET", address, {"page_size": EVERYTHING, "limit": EVERYTHING})
    found = []
    if (shown := len(rows_of(answer))) != MAX_PAGE_SIZE:
        found.append(f"{address} gives {shown} rows at once, not {MAX_PAGE_SIZE}")
    body = answer.json()
    if isinstance(body, list) or not body.get("next"):
        found.append(f"{address} leads to no next page")
    return found
