import asyncio
from collections.abc import Coroutine
from typing import Any, cast

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from structlog.testing import capture_logs

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


def test_a_request_writes_one_line(client: Client) -> None:
    with capture_logs() as logs:
        client.get("/api/v1/users/me/?token=secret")

    (line,) = [entry for entry in logs if entry["event"] == "request"]
    assert line["method"] == "GET"
    assert line["path"] == "/api/v1/users/me/"
    assert line["status"] == 401
    assert line["user_id"] is None
    assert line["log_level"] == "info"


def test_probes_are_logged_quietly(client: Client) -> None:
    with capture_logs() as logs:
        client.get("/health/live/")

    assert [entry["log_level"] for entry in logs] == ["debug"]


def test_it_serves_async_views_without_a_thread() -> None:
    async def view(_: HttpRequest) -> HttpResponse:
        return HttpResponse("ok")

    middleware = RequestContextMiddleware(view)
    answer = cast("Coroutine[Any, Any, HttpResponse]", middleware(RequestFactory().get("/x")))
    response = asyncio.run(answer)

    assert len(response["X-Request-ID"]) == 32
