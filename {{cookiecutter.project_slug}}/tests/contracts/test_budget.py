"""No route takes more queries than is recorded, or fewer."""

from collections.abc import Iterator

import pytest

from tests.contracts import budget
from tests.contracts.contract import table
from tests.contracts.table import Line
from tests.contracts.worlds import Stage


@pytest.fixture(scope="module")
def counted(pytestconfig: pytest.Config) -> Iterator[dict[str, int]]:
    """With `--write-budget` it is what becomes recorded."""
    found: dict[str, int] = {}
    yield found
    if pytestconfig.getoption("--write-budget"):
        budget.write(found)


@pytest.fixture(scope="module")
def recorded(pytestconfig: pytest.Config, counted: dict[str, int]) -> dict[str, int]:
    return counted if pytestconfig.getoption("--write-budget") else budget.read()


@pytest.mark.parametrize("line", table().values(), ids=lambda line: line.key)
def test_a_route_takes_the_queries_that_are_recorded(
    stage: Stage, line: Line, counted: dict[str, int], recorded: dict[str, int]
) -> None:
    asked = budget.queries(stage, line)
    counted[line.key] = len(asked)

    assert len(asked) == recorded.get(line.key), "\n".join(["`make budget` records:", *asked])


def test_what_is_recorded_has_a_route() -> None:
    assert budget.read().keys() - table().keys() == set()
