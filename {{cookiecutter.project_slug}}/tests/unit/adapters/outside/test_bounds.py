import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest

from adapters.http.outside import Limits, NoAnswer, OutsideClient, TooManyCalls
from tests.neighbour import Neighbour


def test_all_of_a_call_has_one_deadline(neighbour: Neighbour) -> None:
    neighbour.may_answer.clear()

    with pytest.raises(NoAnswer, match=r"no answer \(TimeoutError\)$"):
        asyncio.run(OutsideClient().request("GET", neighbour.url(), total=0.1))

    assert len(neighbour.got) == 1


def test_each_step_of_an_attempt_has_a_time_out(neighbour: Neighbour, pauses: list[float]) -> None:
    neighbour.may_answer.clear()

    with pytest.raises(NoAnswer, match=r"no answer \(ReadTimeout\)$"):
        asyncio.run(OutsideClient(Limits(read=0.1)).request("GET", neighbour.url()))

    assert len(neighbour.got) == 3


def test_who_does_not_listen_gives_no_answer(pauses: list[float]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

    with pytest.raises(NoAnswer, match=rf"^127\.0\.0\.1:{port}: no answer \(ConnectError\)$"):
        asyncio.run(OutsideClient().request("GET", f"http://127.0.0.1:{port}/secret?key=1"))

    assert len(pauses) == 2


def test_one_call_too_many_is_refused_at_once_in_any_loop(neighbour: Neighbour) -> None:
    client = OutsideClient(Limits(calls=2))
    neighbour.may_answer.clear()

    def ask() -> int:
        return asyncio.run(client.request("GET", neighbour.url())).status_code

    with ThreadPoolExecutor(2) as threads:
        first, second = threads.submit(ask), threads.submit(ask)
        assert neighbour.arrived.acquire(timeout=10)
        assert neighbour.arrived.acquire(timeout=10)
        with pytest.raises(TooManyCalls, match=r"too many calls at once$"):
            ask()
        neighbour.may_answer.set()
        assert [first.result(10), second.result(10)] == [200, 200]

    assert ask() == 200
    assert len(neighbour.got) == 3


def test_no_connection_for_a_call_says_nothing_of_the_host(neighbour: Neighbour) -> None:
    client = OutsideClient(Limits(connections=1, pool=0.05, failures=1))
    neighbour.may_answer.clear()

    async def ask() -> int:
        first = asyncio.create_task(client.request("GET", neighbour.url()))
        assert await asyncio.to_thread(neighbour.arrived.acquire, timeout=10)
        with pytest.raises(TooManyCalls, match=r"too many connections at once$"):
            await client.request("GET", neighbour.url())
        neighbour.may_answer.set()
        return (await first).status_code

    assert asyncio.run(ask()) == 200
    assert client.circuit(neighbour.url()) == "closed"


def test_who_goes_away_leaves_a_free_place_and_no_mark(neighbour: Neighbour) -> None:
    client = OutsideClient(Limits(calls=1, failures=1))
    neighbour.may_answer.clear()

    async def ask() -> int:
        first = asyncio.create_task(client.request("GET", neighbour.url()))
        assert await asyncio.to_thread(neighbour.arrived.acquire, timeout=10)
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first
        neighbour.may_answer.set()
        return (await client.request("GET", neighbour.url())).status_code

    assert asyncio.run(ask()) == 200
    assert client.circuit(neighbour.url()) == "closed"
