import asyncio
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from utils import single_flight
from utils.single_flight import SingleFlight

CALLERS = 8


class Question:
    def __init__(self) -> None:
        self.asked = 0
        self.may_answer = Event()

    async def __call__(self) -> int:
        self.asked += 1
        number = self.asked
        await asyncio.to_thread(self.may_answer.wait, 10)
        return number


def test_callers_of_many_event_loops_share_an_answer() -> None:
    question, barrier = Question(), Barrier(CALLERS + 1)
    flight = SingleFlight(question, seconds=60)

    def caller(_: int) -> int:
        barrier.wait(10)
        return asyncio.run(flight.get())

    with ThreadPoolExecutor(CALLERS) as pool:
        answers = pool.map(caller, range(CALLERS))
        barrier.wait(10)
        question.may_answer.set()

        assert list(answers) == [1] * CALLERS


def test_an_answer_is_good_for_so_long(monkeypatch: pytest.MonkeyPatch) -> None:
    question = Question()
    question.may_answer.set()
    flight = SingleFlight(question, seconds=10)
    now = [1000.0]
    monkeypatch.setattr(single_flight, "monotonic", lambda: now[0])

    answers = []
    for seconds in (1000.0, 1009.9, 1010.0):
        now[0] = seconds
        answers.append(asyncio.run(flight.get()))

    assert answers == [1, 1, 2]


def test_who_goes_away_does_not_make_it_ask_again() -> None:
    question = Question()
    flight = SingleFlight(question, seconds=60)

    async def scene() -> int:
        first = asyncio.create_task(flight.get())
        await asyncio.sleep(0)
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first
        second = asyncio.create_task(flight.get())
        question.may_answer.set()
        return await second

    assert asyncio.run(scene()) == 1
    assert question.asked == 1


def test_an_error_reaches_all_who_wait_and_is_not_kept() -> None:
    answers: list[str | OSError] = [OSError("down"), "up"]

    async def ask() -> str:
        await asyncio.sleep(0)
        answer = answers.pop(0)
        if isinstance(answer, OSError):
            raise answer
        return answer

    flight = SingleFlight(ask, seconds=60)

    async def scene() -> list[str | BaseException]:
        return [
            *await asyncio.gather(flight.get(), flight.get(), return_exceptions=True),
            await flight.get(),
        ]

    first, second, third = asyncio.run(scene())
    assert (str(first), str(second), third) == ("down", "down", "up")


def test_when_its_event_loop_ends_another_asks() -> None:
    asked, waiting = [], Event()

    async def ask() -> int:
        asked.append(1)
        if len(asked) == 1:
            await asyncio.Event().wait()
        return len(asked)

    flight = SingleFlight(ask, seconds=60)

    async def wait() -> int:
        answer = asyncio.create_task(flight.get())
        await asyncio.sleep(0)
        waiting.set()
        return await answer

    async def begin_and_leave() -> None:
        answer = asyncio.create_task(flight.get())
        await asyncio.sleep(0)
        other_loop = pool.submit(asyncio.run, wait())
        others.append(other_loop)
        assert await asyncio.to_thread(waiting.wait, 10)
        assert not answer.done()

    others: list[Future[int]] = []
    with ThreadPoolExecutor(1) as pool:
        asyncio.run(begin_and_leave())

    assert others[0].result(10) == 2
