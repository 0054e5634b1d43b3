"""A client's way with a host that fails."""

import asyncio
from collections.abc import Callable

import pytest

from adapters.http.outside import CircuitOpen, Limits, OutsideClient
from tests.neighbour import BREAKS_OFF, Neighbour


@pytest.fixture
def client(pass_time: Callable[[float], None], pauses: list[float]) -> OutsideClient:
    return OutsideClient(Limits(failures=2, cooling=30))


@pytest.mark.parametrize("trouble", [BREAKS_OFF, 500, 503])
def test_a_host_that_keeps_failing_is_not_asked(
    client: OutsideClient, neighbour: Neighbour, trouble: int
) -> None:
    neighbour.statuses = [trouble] * 3

    async def ask() -> None:
        await asyncio.gather(
            *(client.request("POST", neighbour.url()) for _ in range(2)), return_exceptions=True
        )
        with pytest.raises(CircuitOpen):
            await client.request("POST", neighbour.url("/elsewhere"))

    asyncio.run(ask())

    assert len(neighbour.got) == 2
    assert client.circuit(neighbour.url("/any")) == "open"


def test_another_host_is(client: OutsideClient, neighbour: Neighbour) -> None:
    neighbour.statuses = [503] * 2
    asyncio.run(client.request("GET", neighbour.url()))

    answer = asyncio.run(client.request("GET", f"http://localhost:{neighbour.port}/"))

    assert answer.status_code == 200


def test_retries_end_when_it_opens(client: OutsideClient, neighbour: Neighbour) -> None:
    neighbour.statuses = [503] * 3

    answer = asyncio.run(client.request("GET", neighbour.url()))

    assert answer.status_code == 503
    assert len(neighbour.got) == 2


def test_what_the_caller_did_wrong_opens_nothing(
    client: OutsideClient, neighbour: Neighbour
) -> None:
    neighbour.statuses = [400, 401, 404, 429]

    for _ in range(4):
        asyncio.run(client.request("GET", neighbour.url()))

    assert client.circuit(neighbour.url()) == "closed"


def test_when_it_has_cooled_one_of_many_makes_the_trial(
    client: OutsideClient, neighbour: Neighbour, pass_time: Callable[[float], None]
) -> None:
    neighbour.statuses = [503] * 2
    asyncio.run(client.request("GET", neighbour.url()))
    pass_time(30)
    neighbour.may_answer.clear()

    async def ask() -> list[object]:
        trial = asyncio.create_task(client.request("GET", neighbour.url()))
        assert await asyncio.to_thread(neighbour.arrived.acquire, timeout=10)
        others = await asyncio.gather(
            *(client.request("GET", neighbour.url()) for _ in range(5)), return_exceptions=True
        )
        neighbour.may_answer.set()
        return [(await trial).status_code, *(type(other) for other in others)]

    neighbour.arrived.acquire(timeout=10)
    neighbour.arrived.acquire(timeout=10)
    assert asyncio.run(ask()) == [200] + [CircuitOpen] * 5
    assert len(neighbour.got) == 3
    assert client.circuit(neighbour.url()) == "closed"
