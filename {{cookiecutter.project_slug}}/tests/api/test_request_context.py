import asyncio
import io
import json
from collections.abc import Coroutine
from datetime import datetime
from typing import Any, cast

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from apps.core.middleware import RequestContextMiddleware

pytestmark = pytest.mark.django_db


def test_a_request_gets_an_id(client: Client) -> None:
    response = client.get("/health/live/")

    assert len(response["X-Request-ID"]) == 32


def test_a_well_formed_id_is_taken_over(client: Client) -> None:
    response = client.get("/health/live/", headers={"X-Request-ID": "upstream-id.42"})

    assert response["X-Request-ID"] == "upstream-id.42"


@pytest.mark.parametrize(
    "given", ["short", "x" * 65, "with space in it", "line\x7fbreak", "<script>"]
)
def test_log_injection_by_request_id_is_refused(client: Client, given: str) -> None:
    response = client.get("/health/live/", headers={"X-Request-ID": given})

    assert response["X-Request-ID"] != given
    assert len(response["X-Request-ID"]) == 32


def written(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """The lines of requests among those of standard error."""
    lines = map(json.loads, capsys.readouterr().err.splitlines())
    return [line for line in lines if line["logger"] == "request"]


def test_a_request_writes_one_line(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    client.get("/api/v1/users/me/?token=secret", headers={"X-Request-ID": "upstream-id.42"})

    (line,) = written(capsys)
    assert line.pop("duration_ms") > 0
    assert datetime.fromisoformat(line.pop("timestamp")).tzinfo
    assert line == {
        "event": "request",
        "level": "info",
        "logger": "request",
        "request_id": "upstream-id.42",
        "method": "GET",
        "path": "/api/v1/users/me/",
        "status": 401,
        "user_id": None,
    }


def test_probes_are_logged_quietly(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    client.get("/health/live/")

    assert written(capsys) == []


def test_a_secret_in_an_address_is_masked(
    client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    client.get("/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln/")

    (line,) = written(capsys)
    assert line["path"] == "/[masked]/"


def test_log_injection_by_a_line_break_in_an_address_stays_one_line(
    client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    client.get('/x%0A{"event": "request", "status": 200}')

    (line,) = written(capsys)
    assert line["status"] == 404


def test_a_line_that_cannot_be_written_fails_no_request(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = io.StringIO()
    closed.close()
    monkeypatch.setattr("sys.stderr", closed)

    assert client.get("/api/v1/users/me/").status_code == 401


def test_it_serves_async_views_without_a_thread() -> None:
    async def view(_: HttpRequest) -> HttpResponse:
        return HttpResponse("ok")

    middleware = RequestContextMiddleware(view)
    answer = cast("Coroutine[Any, Any, HttpResponse]", middleware(RequestFactory().get("/x")))
    response = asyncio.run(answer)

    assert len(response["X-Request-ID"]) == 32
