"""Whatever is sent to an operation, its answer is one that the API's description has."""

from collections.abc import Callable

import pytest

from tests.contracts.fuzzing import Fuzzer, described
from tests.contracts.table import Line
from tests.contracts.worlds import Stage


@pytest.mark.parametrize("line", described(), ids=lambda line: line.key)
def test_any_request_is_answered_as_described(
    stage: Stage, line: Line, record_property: Callable[[str, object], None]
) -> None:
    fuzzer = Fuzzer(stage, line)
    fuzzer.run()

    record_property("requests", fuzzer.sent)
    assert fuzzer.sent
