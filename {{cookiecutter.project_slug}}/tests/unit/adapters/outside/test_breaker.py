from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from adapters.http.outside import CircuitOpen
from adapters.http.outside.breaker import Breaker

PassTime = Callable[[float], None]
CALLERS = 8


def note(breaker: Breaker, *results: bool | None) -> None:
    for good in results:
        with breaker.attempt() as attempt:
            attempt.good = good


@pytest.fixture
def breaker(pass_time: PassTime) -> Breaker:
    return Breaker("pay.test", failures=3, cooling=30)


def test_it_opens_after_so_many_failures_in_a_row(breaker: Breaker) -> None:
    note(breaker, False, False)
    assert breaker.state == "closed"

    note(breaker, False)

    assert breaker.state == "open"
    with pytest.raises(CircuitOpen, match=r"^pay\.test: circuit open$"), breaker.attempt():
        pass


def test_a_success_between_them_begins_the_count_anew(breaker: Breaker) -> None:
    note(breaker, False, False, True, False, False)

    assert breaker.state == "closed"


def test_what_says_nothing_of_the_host_does_not_count(breaker: Breaker) -> None:
    note(breaker, False, False, None, None)

    assert breaker.state == "closed"


def test_a_good_trial_closes_it(breaker: Breaker, pass_time: PassTime) -> None:
    note(breaker, False, False, False)
    pass_time(30)
    assert breaker.state == "half-open"

    note(breaker, True)

    assert breaker.state == "closed"
    note(breaker, False, False)
    assert breaker.state == "closed"


def test_a_bad_trial_opens_it_again(breaker: Breaker, pass_time: PassTime) -> None:
    note(breaker, False, False, False)
    pass_time(30)

    note(breaker, False)

    assert breaker.state == "open"
    pass_time(29)
    assert breaker.state == "open"
    pass_time(1)
    assert breaker.state == "half-open"


def test_a_trial_that_was_given_up_makes_room_for_another(
    breaker: Breaker, pass_time: PassTime
) -> None:
    note(breaker, False, False, False)
    pass_time(30)

    with pytest.raises(KeyboardInterrupt), breaker.attempt():
        raise KeyboardInterrupt

    assert breaker.state == "half-open"
    note(breaker, True)
    assert breaker.state == "closed"


def test_of_many_threads_one_makes_the_trial(breaker: Breaker, pass_time: PassTime) -> None:
    note(breaker, False, False, False)
    pass_time(30)
    begin, end = Barrier(CALLERS), Barrier(CALLERS)

    def caller(_: int) -> str:
        begin.wait(10)
        try:
            with breaker.attempt() as attempt:
                end.wait(10)  # until all others were refused
                attempt.good = True
        except CircuitOpen:
            end.wait(10)
            return "refused"
        return "tried"

    with ThreadPoolExecutor(CALLERS) as pool:
        results = sorted(pool.map(caller, range(CALLERS)))

    assert results == ["refused"] * (CALLERS - 1) + ["tried"]
    assert breaker.state == "closed"


@pytest.mark.parametrize("late", [True, False])
def test_what_began_before_it_opened_changes_nothing(
    breaker: Breaker, pass_time: PassTime, late: bool
) -> None:
    with breaker.attempt() as old:
        note(breaker, False, False, False)
        pass_time(10)
        old.good = late

    assert breaker.state == "open"
    pass_time(20)
    assert breaker.state == "half-open"
