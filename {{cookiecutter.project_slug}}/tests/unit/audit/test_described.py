from copy import deepcopy
from typing import Any

import pytest

from tests.unit.audit.auditing import found

OPERATION: dict[str, Any] = {
    "operationId": "orders_list",
    "summary": "List orders",
    "responses": {"200": {"content": {"application/json": {}}}, "401": {"content": {}}},
    "parameters": [{"in": "path", "name": "id", "schema": {"type": "string", "format": "uuid"}}],
}


def schema(**changes: Any) -> dict[str, Any]:
    return {"paths": {"/a/": {"get": {**deepcopy(OPERATION), **changes}}}}


@pytest.mark.parametrize(
    ("check", "changes", "subjects"),
    [
        ("V020", {"summary": ""}, ["GET /a/"]),
        (
            "V021",
            {"responses": {"200": {"description": "No response body"}}},
            ["GET /a/", "GET /a/"],
        ),
        (
            "V023",
            {"parameters": [{"in": "path", "name": "id", "schema": {"type": "string"}}]},
            ["GET /a/ id"],
        ),
    ],
)
def test_an_operation(check: str, changes: dict[str, Any], subjects: list[str]) -> None:
    assert found(check, schema=schema()) == []
    assert found(check, schema=schema(**changes)) == subjects


def test_an_operation_that_would_share_its_name() -> None:
    second = {"get": {**OPERATION, "operationId": "orders_list_2"}}

    assert found("V022", schema=schema()) == []
    assert found("V022", schema={"paths": {**schema()["paths"], "/b/": second}}) == ["GET /b/"]
