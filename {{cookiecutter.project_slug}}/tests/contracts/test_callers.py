"""Who is answered what: the table, line by line."""

import pytest

from tests.contracts.calling import answered
from tests.contracts.contract import table
from tests.contracts.described import operations
from tests.contracts.shapes import misshapen, undocumented
from tests.contracts.table import Line
from tests.contracts.worlds import Stage

REFUSED = (401, 403, 404)


@pytest.mark.parametrize("line", table().values(), ids=lambda line: line.key)
def test_each_caller_is_answered_as_the_table_says(stage: Stage, line: Line) -> None:
    found, answers = answered(stage, line)

    assert str(found) == str(line)
    refused = [answer for answer in answers if answer.status_code in REFUSED]
    assert [sql for answer in refused for sql in answer.written] == []
    if operation := operations().get(line.key):
        assert [why for answer in answers for why in undocumented(operation, answer)] == []
        assert [why for answer in answers for why in misshapen(answer)] == []
