import asyncio
from typing import Any

import httpx
import pytest
import time_machine

from adapters.http.outside import Limits, NoAnswer, OutsideClient
from tests.neighbour import BREAKS_OFF, Neighbour


def ask(url: str, method: str = "GET", **limits: Any) -> httpx.Response:
    return asyncio.run(OutsideClient(Limits(**limits)).request(method, url))


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "get"])
@pytest.mark.parametrize("trouble", [BREAKS_OFF, 502, 503, 504])
def test_what_is_safe_is_repeated(
    neighbour: Neighbour, pauses: list[float], method: str, trouble: int
) -> None:
    neighbour.statuses = [trouble]

    answer = ask(neighbour.url(), method)

    assert answer.status_code == 200
    assert [call.method for call in neighbour.got] == [method.upper()] * 2


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_what_may_act_twice_is_not_repeated(
    neighbour: Neighbour, pauses: list[float], method: str
) -> None:
    neighbour.statuses = [503, BREAKS_OFF]
    neighbour.headers = {"Retry-After": "1"}

    answer = ask(neighbour.url(), method)
    with pytest.raises(NoAnswer, match=r"no answer \(RemoteProtocolError\)$"):
        ask(neighbour.url(), method)

    assert answer.status_code == 503
    assert [call.method for call in neighbour.got] == [method] * 2
    assert pauses == []


@pytest.mark.parametrize("status", [302, 404, 429, 500])
def test_an_answer_that_will_not_change_is_taken(
    neighbour: Neighbour, pauses: list[float], status: int
) -> None:
    neighbour.statuses = [status]

    assert ask(neighbour.url()).status_code == status
    assert len(neighbour.got) == 1


def test_the_last_attempts_answer_is_given(neighbour: Neighbour, pauses: list[float]) -> None:
    neighbour.statuses = [BREAKS_OFF, 504, 502, 503]

    answer = ask(neighbour.url(), attempts=4)

    assert answer.status_code == 503
    assert len(neighbour.got) == 4


def test_the_last_attempts_error_is_raised(neighbour: Neighbour, pauses: list[float]) -> None:
    neighbour.statuses = [503, BREAKS_OFF]

    with pytest.raises(NoAnswer):
        ask(neighbour.url(), attempts=2)

    assert len(neighbour.got) == 2


def test_pauses_grow_up_to_a_bound_and_are_left_to_chance(
    neighbour: Neighbour, pauses: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    neighbour.statuses = [503] * 5
    chance: list[tuple[float, float]] = []

    def throw(low: float, high: float) -> float:
        chance.append((low, high))
        return high / 2

    monkeypatch.setattr("tenacity.wait.random.uniform", throw)

    ask(neighbour.url(), attempts=5, backoff=0.25, longest_backoff=1, failures=9)

    assert chance[:4] == [(0, 0.25), (0, 0.5), (0, 1), (0, 1)]
    assert pauses == [0.125, 0.25, 0.5, 0.5]


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_waited_for(neighbour: Neighbour, pauses: list[float], status: int) -> None:
    neighbour.statuses = [status]
    neighbour.headers = {"Retry-After": "4"}

    answer = ask(neighbour.url(), backoff=0.25)

    assert answer.status_code == 200
    assert pauses == [4.25]


def test_retry_after_may_be_a_date(neighbour: Neighbour, pauses: list[float]) -> None:
    neighbour.statuses = [503] * 3
    neighbour.headers = {"Retry-After": "Thu, 01 Jan 2026 12:00:03 GMT"}

    with time_machine.travel("2026-01-01T12:00:00Z", tick=False):
        ask(neighbour.url(), backoff=0.25, attempts=2)
    with time_machine.travel("2026-01-01T13:00:00Z", tick=False):
        ask(neighbour.url(), backoff=0.25)

    assert pauses == [3.25, 0.25]


@pytest.mark.parametrize("status", [429, 503])
def test_a_pause_beyond_the_deadline_is_not_begun(
    neighbour: Neighbour, pauses: list[float], status: int
) -> None:
    neighbour.statuses = [status]
    neighbour.headers = {"Retry-After": "60"}

    answer = ask(neighbour.url(), total=10)

    assert answer.status_code == status
    assert len(neighbour.got) == 1
    assert pauses == []
