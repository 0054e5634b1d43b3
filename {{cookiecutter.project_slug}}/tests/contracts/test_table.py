"""A line for every route, and a route for every line."""

from tests.contracts.completeness import left_over, missing
from tests.contracts.contract import table, whole
from tests.contracts.described import operations
from tests.contracts.registered import routes


def test_every_route_has_a_line() -> None:
    assert missing(table(), operations(), routes()) == []


def test_every_line_has_a_route() -> None:
    assert left_over(table(), operations(), routes()) == []


def test_what_is_declared_for_a_route_has_that_route() -> None:
    reads = {line.path for line in table().values() if line.method == "GET"}
    lists = {operation.path for operation in operations().values() if operation.is_list}

    assert whole().bodies.keys() <= table().keys()
    assert whole().untagged <= reads
    assert whole().rows.keys() | whole().unpaged == lists
