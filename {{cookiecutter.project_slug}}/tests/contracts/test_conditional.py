"""What a client has read already need not be sent again, nor changed as if nobody else had."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from tests.contracts.calling import ask, at_home, call
from tests.contracts.contract import table, whole
from tests.contracts.described import operations
from tests.contracts.shapes import misshapen, undocumented
from tests.contracts.table import CALLERS, Line
from tests.contracts.worlds import Stage

READS = [line for line in table().values() if line.method == "GET" and 200 in line.expected]
TAGGED = [line for line in READS if line.path not in whole().untagged]
UNTAGGED = [line for line in READS if line.path in whole().untagged]
CHANGES = [
    line
    for line in table().values()
    if line.key in operations() and line.method in ("PUT", "PATCH", "DELETE")
]


@pytest.fixture
def this_minute() -> Iterator[None]:
    """Of which a tag may be made: it does not end between two requests."""
    with time_machine.travel(datetime.now(UTC), tick=False):
        yield


@pytest.mark.parametrize("line", TAGGED, ids=lambda line: line.key)
def test_what_has_not_changed_is_304(this_minute: None, stage: Stage, line: Line) -> None:
    tag = ask(stage, line, line.caller)["ETag"]

    answer = call(
        stage, line.caller, "GET", at_home(stage, line.path), headers={"If-None-Match": tag}
    )

    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", tag)
    if operation := operations().get(line.key):
        assert undocumented(operation, answer) == []


@pytest.mark.parametrize("line", UNTAGGED, ids=lambda line: line.key)
def test_what_is_declared_to_have_no_tag_has_none(stage: Stage, line: Line) -> None:
    assert "ETag" not in ask(stage, line, line.caller).headers


@pytest.mark.parametrize("line", CHANGES, ids=lambda line: line.key)
def test_what_has_changed_is_412_where_that_is_described(stage: Stage, line: Line) -> None:
    usual = dict(zip(CALLERS, line.expected, strict=True))[line.caller]
    is_guarded = 412 in operations()[line.key].statuses

    answer = ask(stage, line, line.caller, headers={"If-Match": '"of another state"'})

    assert answer.status_code == (412 if is_guarded else usual)
    assert misshapen(answer) == []
