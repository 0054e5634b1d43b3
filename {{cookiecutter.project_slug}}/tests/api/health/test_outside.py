import asyncio
import logging
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.conf import LazySettings
from django.test import AsyncClient, Client

from adapters.http.outside import get_client
from apps.core.health.outside import systems
from tests.neighbour import Neighbour, listening

CALLERS = 8
PAGE = "/health/outside/"


@pytest.fixture
def neighbour(settings: LazySettings) -> Iterator[Neighbour]:
    with listening() as it:
        settings.HEALTH_OUTSIDE_URLS = {"payments": it.url("/ping")}
        yield it


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    """Nothing that another test has found out, nor for another one."""
    systems.cache_clear()
    get_client.cache_clear()
    yield
    systems.cache_clear()
    get_client.cache_clear()


def test_nothing_is_asked_by_default(client: Client, settings: LazySettings) -> None:
    settings.HEALTH_OUTSIDE_URLS = {}

    response = client.get(PAGE)

    assert response.status_code == 200
    assert response.json() == {"status": "ok", "outside": {}}
    assert "no-store" in response["Cache-Control"]


def test_it_tells_of_each_system(
    client: Client, neighbour: Neighbour, settings: LazySettings
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        closed = server.getsockname()[1]
    settings.HEALTH_OUTSIDE_URLS = {
        "payments": neighbour.url("/ping"),
        "maps": f"http://127.0.0.1:{closed}/",
    }

    response = client.get(PAGE)

    assert response.status_code == 503
    state = response.json()
    assert [type(one.pop("milliseconds")) for one in state["outside"].values()] == [int, int]
    assert state == {
        "status": "unavailable",
        "outside": {
            "payments": {"state": "ok", "circuit": "closed"},
            "maps": {"state": "no answer (ConnectError)", "circuit": "closed"},
        },
    }
    assert [(call.method, call.path) for call in neighbour.got] == [("GET", "/ping")]


@pytest.mark.parametrize("status", [302, 404, 500])
def test_an_answer_that_is_no_success_is_none(
    client: Client, neighbour: Neighbour, status: int
) -> None:
    neighbour.statuses = [status]

    response = client.get(PAGE)

    assert response.status_code == 503
    assert response.json()["outside"]["payments"]["state"] == f"answers {status}"


def test_a_slow_system_is_given_up_in_time(
    client: Client, neighbour: Neighbour, settings: LazySettings
) -> None:
    settings.HEALTH_OUTSIDE_DEADLINE = 0.1
    neighbour.may_answer.clear()

    response = client.get(PAGE)

    assert response.status_code == 503
    payments = response.json()["outside"]["payments"]
    assert payments["state"] == "no answer (TimeoutError)"
    assert 100 <= payments["milliseconds"] < 3000


def test_an_open_circuit_is_shown(client: Client, neighbour: Neighbour) -> None:
    limits = get_client().limits
    neighbour.statuses = [500] * limits.failures
    for _ in range(limits.failures):
        asyncio.run(get_client().request("POST", neighbour.url()))

    response = client.get(PAGE)

    payments = response.json()["outside"]["payments"]
    assert (payments["state"], payments["circuit"]) == ("circuit open", "open")
    assert len(neighbour.got) == limits.failures


def test_a_crash_hides_neither_the_others_nor_shows_a_detail(
    client: Client, neighbour: Neighbour, settings: LazySettings
) -> None:
    settings.HEALTH_OUTSIDE_URLS |= {"maps": "ftp://hush.test/"}

    response = client.get(PAGE)

    outside = response.json()["outside"]
    assert [one["state"] for one in outside.values()] == ["ok", "crashed"]
    assert "hush" not in response.text


def test_addresses_and_credentials_are_never_shown(
    client: Client,
    neighbour: Neighbour,
    settings: LazySettings,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    url = neighbour.url("/hush-path?key=hush-query", user="hush-user:hush-password@")
    settings.HEALTH_OUTSIDE_URLS = {"payments": url}
    neighbour.statuses = [500]

    response = client.get(PAGE)

    assert neighbour.got[0].headers["authorization"].startswith("Basic ")
    assert "hush" not in response.text
    assert str(neighbour.port) not in response.text
    assert "hush" not in caplog.text


def test_the_request_id_goes_along(client: Client, neighbour: Neighbour) -> None:
    client.get(PAGE, headers={"X-Request-ID": "our-request.42"})

    assert neighbour.got[0].headers["x-request-id"] == "our-request.42"


def test_many_threads_make_one_request(neighbour: Neighbour) -> None:
    barrier = Barrier(CALLERS)

    def caller(_: int) -> int:
        barrier.wait(10)
        return Client().get(PAGE).status_code

    with ThreadPoolExecutor(CALLERS) as pool:
        assert list(pool.map(caller, range(CALLERS))) == [200] * CALLERS

    assert len(neighbour.got) == 1


def test_many_tasks_of_one_event_loop_make_one_request(neighbour: Neighbour) -> None:
    async def look() -> list[int]:
        answers = await asyncio.gather(*(AsyncClient().get(PAGE) for _ in range(CALLERS)))
        return [answer.status_code for answer in answers]

    assert asyncio.run(look()) == [200] * CALLERS
    assert len(neighbour.got) == 1


def test_after_a_while_it_is_asked_again(
    client: Client, neighbour: Neighbour, settings: LazySettings
) -> None:
    settings.HEALTH_OUTSIDE_SECONDS = 0

    client.get(PAGE)
    neighbour.statuses = [404]
    response = client.get(PAGE)

    assert response.status_code == 503
    assert len(neighbour.got) == 2


@pytest.mark.django_db
def test_readiness_does_not_depend_on_it(client: Client, neighbour: Neighbour) -> None:
    response = client.get("/health/ready/")

    assert response.status_code == 200
    assert neighbour.got == []


def test_writing_is_not_allowed(client: Client) -> None:
    assert client.post(PAGE).status_code == 405
