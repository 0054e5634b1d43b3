"""The contract can fail: it finds what is wrong with views that were made to be wrong."""

import pytest
from django.conf import LazySettings

from apps.core.pagination.offset import MAX_PAGE_SIZE
from tests.contracts.calling import answered, ask, id_in, through
from tests.contracts.completeness import left_over, missing
from tests.contracts.contract import table
from tests.contracts.described import operations
from tests.contracts.paging import queries, unbounded
from tests.contracts.registered import routes
from tests.contracts.shapes import misshapen, undocumented
from tests.contracts.table import Line, lines
from tests.contracts.worlds import Stage
from tests.factories.library import NoteFactory

URLS = "tests.contracts.faulty.urls"
BELOW = "organizations/{organization_id}/teams/{team_id}"
TABLE = {
    line.key: line
    for line in lines(
        f"""
#                  anonymous visitor stranger viewer member admin owner staff
GET open/          401       200     200      200    200    200   200   200
GET curious/       401       200     200      200    200    200   200   200
POST hasty/        401       403     403      403    403    403   403   204
GET odd/           401       204     204      204    204    204   204   204
GET {BELOW}/notes/ 401       404     404      200    200    200   200   404
GET closed/        401       200     200      200    200    200   200   200
"""
    )
}

pytestmark = pytest.mark.urls(URLS)


def whole_table() -> dict[str, Line]:
    return {**table(), **TABLE}


def test_a_route_without_a_line_and_one_without_description() -> None:
    assert missing(whole_table(), operations(URLS), routes(URLS)) == [
        "describe GET /api/v1/secret/, or write 'GET /api/v1/secret/ …' for a route without description",
        "write 'GET endless/ …'",
    ]


def test_a_line_without_a_route() -> None:
    assert left_over(whole_table(), operations(URLS), routes(URLS)) == [
        "remove 'GET closed/ 401 200 200 200 200 200 200 200'"
    ]


def test_a_line_that_forgets_a_caller() -> None:
    with pytest.raises(ValueError, match="'GET open/ 401 200' has 2 answers"):
        lines("GET open/ 401 200")


def test_a_view_without_permission(stage: Stage) -> None:
    found, _ = answered(stage, TABLE["GET open/"])

    assert str(found) == "GET open/ 200 200 200 200 200 200 200 200"


def test_a_status_that_is_not_described_and_an_error_of_another_shape(stage: Stage) -> None:
    answer = ask(stage, TABLE["GET odd/"], "owner")

    assert undocumented(operations(URLS)["GET odd/"], answer) == [
        "GET odd/: 418 is not among [204, 400, 401, 404, 429]"
    ]
    assert misshapen(answer) == ["its members are ['message']"]


def test_a_refusal_that_has_written(stage: Stage) -> None:
    answer = ask(stage, TABLE["POST hasty/"], "stranger")

    (sql,) = answer.written
    assert answer.status_code == 403
    assert sql.startswith("INSERT")


def test_a_query_for_each_row(stage: Stage, settings: LazySettings) -> None:
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "repetition" not in name]
    NoteFactory.create_batch(3)
    rows, budget = queries(stage, "owner", "/api/v1/curious/")
    NoteFactory.create_batch(27)

    assert rows == 3
    assert queries(stage, "owner", "/api/v1/curious/") == (30, budget + 27)


def test_a_list_without_end(stage: Stage) -> None:
    NoteFactory.create_batch(MAX_PAGE_SIZE + 1)

    assert unbounded(stage, "owner", "/api/v1/endless/") == [
        "/api/v1/endless/ gives 101 rows at once, not 100",
        "/api/v1/endless/ leads to no next page",
    ]
    assert unbounded(stage, "owner", "/api/v1/open/") == []


def test_a_list_below_what_is_not_there(stage: Stage) -> None:
    line = TABLE[f"GET {BELOW}/notes/"]

    assert through(stage, line, BELOW, id_in(stage.elsewhere, BELOW)).status_code == 200
