"""Every list ends, and asks no more of the database because it is longer."""

import pytest

from apps.core.pagination.offset import MAX_PAGE_SIZE
from tests.contracts.calling import at_home
from tests.contracts.contract import table, whole
from tests.contracts.paging import queries, unbounded
from tests.contracts.worlds import Stage


@pytest.mark.parametrize("path", sorted(whole().rows))
def test_a_list_takes_as_many_queries_for_many_rows_as_for_few(stage: Stage, path: str) -> None:
    address, caller = at_home(stage, path), table()[f"GET {path}"].caller
    make = whole().rows[path]
    make(stage.home, 3)
    few, budget = queries(stage, caller, address)
    make(stage.home, 27)

    assert queries(stage, caller, address) == (few + 27, budget)


@pytest.mark.parametrize("path", sorted(whole().rows))
def test_a_page_has_a_bound(stage: Stage, path: str) -> None:
    whole().rows[path](stage.home, MAX_PAGE_SIZE + 1)

    assert unbounded(stage, table()[f"GET {path}"].caller, at_home(stage, path)) == []
