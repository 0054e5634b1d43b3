"""What is wrong with a request, whatever its route, is said in one way."""

from typing import Any

import pytest

from tests.contracts.calling import at_home, call
from tests.contracts.contract import table
from tests.contracts.described import operations
from tests.contracts.shapes import misshapen, undocumented
from tests.contracts.table import Line
from tests.contracts.worlds import Stage

JSON = "application/json"
DESCRIBED = [line for key, line in table().items() if key in operations()]
READING = [line for line in DESCRIBED if operations()[line.key].takes]
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@pytest.mark.parametrize("line", READING, ids=lambda line: line.key)
def test_what_is_no_json_is_400(stage: Stage, line: Line) -> None:
    takes_json = JSON in operations()[line.key].takes

    answer = call(
        stage, line.caller, line.method, at_home(stage, line.path), "{", content_type=JSON
    )

    assert (answer.status_code, code_of(answer)) == (
        (400, "parse_error") if takes_json else (415, "unsupported_media_type")
    )
    assert misshapen(answer) == []
    assert undocumented(operations()[line.key], answer) == []


@pytest.mark.parametrize("line", READING, ids=lambda line: line.key)
def test_another_kind_of_body_is_415(stage: Stage, line: Line) -> None:
    address = at_home(stage, line.path)

    answer = call(stage, line.caller, line.method, address, "<a/>", content_type="text/xml")

    assert (answer.status_code, code_of(answer)) == (415, "unsupported_media_type")
    assert misshapen(answer) == []
    assert undocumented(operations()[line.key], answer) == []


@pytest.mark.parametrize("path", sorted({line.path for line in DESCRIBED}))
def test_another_method_is_405(stage: Stage, path: str) -> None:
    offered = {line.method: line for line in DESCRIBED if line.path == path}
    other = next(method for method in METHODS if method not in offered)
    caller = next(iter(offered.values())).caller

    answer = call(stage, caller, other, at_home(stage, path), {})

    assert (answer.status_code, code_of(answer)) == (405, "method_not_allowed")
    assert misshapen(answer) == []
    assert offered.keys() <= set(answer["Allow"].split(", "))


def code_of(answer: Any) -> str:
    return str(answer.json()["errors"][0]["code"])
