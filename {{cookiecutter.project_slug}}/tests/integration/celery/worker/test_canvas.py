"""Several tasks together, as docs/celery.md has them, on a real worker."""

import threading
from collections.abc import Iterator

import pytest
from celery import Celery, chain, chord, group, shared_task

from apps.queueing.dead_letters import replay
from tests.integration.celery.waiting import PATIENCE, letter

pytestmark = pytest.mark.django_db(transaction=True)
done: list[str] = []
finished = threading.Semaphore(0)
broken = threading.Event()


@pytest.fixture(autouse=True)
def nothing_done() -> Iterator[None]:
    done.clear()
    yield
    broken.clear()


@shared_task
def step(name: str) -> None:
    if name == "fragile" and broken.is_set():
        raise ValueError("it broke")
    done.append(name)
    finished.release()


@shared_task(ignore_result=False)
def count(number: int) -> int:
    return number * number


@shared_task
def total(counted: list[int], name: str) -> None:
    step(f"{name} {sorted(counted)}")


def wait(times: int) -> None:
    for _ in range(times):
        assert finished.acquire(timeout=PATIENCE)


def test_a_chain_runs_one_after_the_other(worker: Celery) -> None:
    chain(step.si("written"), step.si("mailed"), step.si("filed")).delay()

    wait(3)
    assert done == ["written", "mailed", "filed"]


def test_a_group_runs_each(worker: Celery) -> None:
    group(step.si(f"chunk {number}") for number in range(5)).delay()

    wait(5)
    assert sorted(done) == [f"chunk {number}" for number in range(5)]


def test_a_chord_is_finished_once_with_what_all_parts_have_found(worker: Celery) -> None:
    chord([count.s(number) for number in range(4)], total.s("squares")).delay()

    wait(1)
    assert done == ["squares [0, 1, 4, 9]"]


def test_a_chain_that_broke_goes_on_when_it_is_replayed(worker: Celery) -> None:
    broken.set()
    chain(step.si("first"), step.si("fragile"), step.si("last")).delay()
    wait(1)
    kept = letter()
    broken.clear()

    assert replay([kept]) == 1

    wait(2)
    assert done == ["first", "fragile", "last"]
