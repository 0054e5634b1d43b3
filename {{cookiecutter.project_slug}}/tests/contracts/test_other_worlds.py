"""What lies in one organization is not found through another one, nor what lies nowhere."""

import pytest

from tests.contracts.calling import id_in, places, through
from tests.contracts.contract import table, whole
from tests.contracts.described import operations
from tests.contracts.shapes import misshapen, undocumented
from tests.contracts.table import Line
from tests.contracts.worlds import Stage

ORGANIZATION = "organizations/{organization_id}"
INSIDE = [
    pytest.param(line, place, id=f"{line.key} {place[place.rindex('{') :]}")
    for line in table().values()
    for place in places(line.path)
    if place.startswith(f"{ORGANIZATION}/")
]
ROWS = [
    line
    for line in table().values()
    if places(line.path) and places(line.path)[-1] in whole().objects
]


@pytest.mark.parametrize(("line", "strange"), INSIDE)
def test_an_id_of_another_organization_is_404(stage: Stage, line: Line, strange: str) -> None:
    """Although its own owner asks for the rest of the address."""
    theirs = id_in(stage.elsewhere, strange)

    assert through(stage, line, strange, theirs).status_code == 404


@pytest.mark.parametrize("line", ROWS, ids=lambda line: line.key)
def test_an_id_of_nothing_is_404(stage: Stage, line: Line) -> None:
    answer = through(stage, line, places(line.path)[-1])

    assert answer.status_code == 404
    assert misshapen(answer) == []
    assert undocumented(operations()[line.key], answer) == []
