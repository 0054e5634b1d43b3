import asyncio
import logging

import pytest
from structlog.contextvars import bound_contextvars, clear_contextvars
from structlog.testing import capture_logs

from adapters.http.outside import CircuitOpen, Limits, OutsideClient
from tests.neighbour import Neighbour


def test_the_request_id_goes_along(neighbour: Neighbour) -> None:
    client = OutsideClient()

    with bound_contextvars(request_id="our-request.42"):
        asyncio.run(client.request("GET", neighbour.url()))
        asyncio.run(client.request("GET", neighbour.url(), headers={"x-request-id": "theirs"}))
    clear_contextvars()
    asyncio.run(client.request("GET", neighbour.url()))

    ids = [call.headers.get("x-request-id") for call in neighbour.got]
    assert ids == ["our-request.42", "theirs", None]


def test_a_call_writes_one_line(neighbour: Neighbour, pauses: list[float]) -> None:
    neighbour.statuses = [503]

    with capture_logs() as logs:
        asyncio.run(OutsideClient().request("GET", neighbour.url()))

    (line,) = logs
    assert line.pop("duration_ms") > 0
    assert line == {
        "event": "outside call",
        "log_level": "info",
        "method": "GET",
        "host": f"127.0.0.1:{neighbour.port}",
        "status": 200,
        "attempts": 2,
    }


def test_one_that_fails_or_is_refused_too(neighbour: Neighbour) -> None:
    client = OutsideClient(Limits(failures=1))
    neighbour.statuses = [500]

    with capture_logs() as logs:
        asyncio.run(client.request("POST", neighbour.url()))
        with pytest.raises(CircuitOpen):
            asyncio.run(client.request("POST", neighbour.url()))

    assert [line["log_level"] for line in logs] == ["warning", "warning"]
    assert [line["attempts"] for line in logs] == [1, 1]
    assert logs[0]["status"] == 500
    assert logs[1]["failure"] == "circuit open"


def test_no_log_shows_a_path_or_a_secret(
    neighbour: Neighbour, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    url = neighbour.url("/hooks/hush-path?key=hush-query", user="hush-user:hush-password@")

    asyncio.run(OutsideClient().request("GET", url, headers={"X-Key": "hush-header"}))

    assert neighbour.got[0].headers["x-key"] == "hush-header"
    assert "outside call" in caplog.text
    assert "hush" not in caplog.text


def test_no_cookie_is_kept_for_another_caller(neighbour: Neighbour) -> None:
    client = OutsideClient()
    neighbour.headers = {"Set-Cookie": "session=of-the-first; Path=/"}

    async def ask() -> None:
        await client.request("GET", neighbour.url())
        await client.request("GET", neighbour.url())

    asyncio.run(ask())

    assert ["cookie" in call.headers for call in neighbour.got] == [False, False]


def test_a_connection_is_used_again_within_an_event_loop_and_ends_with_it(
    neighbour: Neighbour,
) -> None:
    client = OutsideClient()

    async def ask() -> None:
        await client.request("GET", neighbour.url())
        await client.request("GET", neighbour.url())

    asyncio.run(ask())
    asyncio.run(ask())

    first, second, third, fourth = (call.connection for call in neighbour.got)
    assert first == second
    assert third == fourth
    assert first != third
