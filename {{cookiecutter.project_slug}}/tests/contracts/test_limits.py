"""The answers that no single route can be made to give at will, once each."""

import pytest
from rest_framework.test import APIClient

from tests.contracts.calling import ask
from tests.contracts.contract import table
from tests.contracts.described import operations
from tests.contracts.shapes import misshapen, undocumented
from tests.contracts.worlds import Stage

LOGIN = "POST auth/token/"
LIMIT = 10


@pytest.mark.usefixtures("clock")
def test_too_many_requests(stage: Stage) -> None:
    line = table()[LOGIN]
    statuses = [ask(stage, line, "anonymous").status_code for _ in range(LIMIT)]

    answer = ask(stage, line, "anonymous")

    assert statuses == [200] * LIMIT
    assert answer.status_code == 429
    assert misshapen(answer) == []
    assert undocumented(operations()[LOGIN], answer) == []


@pytest.mark.urls("tests.library.urls")
@pytest.mark.django_db
def test_a_crash() -> None:
    client = APIClient(raise_request_exception=False)

    answer = client.get("/api/v1/library/broken/")

    assert answer.status_code == 500
    assert misshapen(answer) == []
