"""Every counter keeps the same promises, on the store that it is made for."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.core.cache import caches
from redis.exceptions import ConnectionError as RedisConnectionError

from adapters.counters import Counter, CounterUnavailable, Hit, Tally, get_counter
from adapters.counters.cache import CacheCounter
from adapters.counters.redis import RedisCounter


@pytest.fixture
def counter() -> Counter:
    return get_counter()


def test_it_counts_in_windows(counter: Counter) -> None:
    with time_machine.travel("2026-11-23T12:00:50Z", tick=False) as traveller:
        assert counter.hit("a", 60) == Tally(1, 10)
        assert counter.hit("a", 60) == Tally(2, 10)
        assert counter.hit("b", 60) == Tally(1, 10)
        assert counter.hit("a", 3600) == Tally(1, 3550)

        traveller.shift(10)
        assert counter.hit("a", 60) == Tally(1, 60)


def test_behind_an_exceeded_limit_nothing_is_counted(counter: Counter) -> None:
    with time_machine.travel("2026-11-23T12:00:00Z", tick=False):
        hits = [Hit("caller", 60, 1), Hit("all", 60, 100)]

        assert counter.hit_until_exceeded(hits) == [Tally(1, 60), Tally(1, 60)]
        assert counter.hit_until_exceeded(hits) == [Tally(2, 60)]
        assert counter.hit("all", 60) == Tally(2, 60)


def test_no_two_callers_get_the_same_count(counter: Counter) -> None:
    with time_machine.travel("2026-11-23T12:00:00Z", tick=False), ThreadPoolExecutor(8) as pool:
        tallies = list(pool.map(lambda _: counter.hit("race", 60).hits, range(64)))

    assert sorted(tallies) == list(range(1, 65))


def test_a_window_that_ends_between_two_calls_begins_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = iter([False, True])
    monkeypatch.setattr(type(caches["throttles"]), "add", lambda *_: next(answers))

    assert CacheCounter().hit("expired", 60).hits == 1


def test_redis_that_is_down_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: Any) -> None:
        raise RedisConnectionError("refused")

    counter = RedisCounter()
    monkeypatch.setitem(vars(counter), "_script", refuse)

    with pytest.raises(CounterUnavailable, match="refused"):
        counter.hit("a", 60)


def test_the_counter_is_chosen_by_the_settings(settings: LazySettings) -> None:
    settings.THROTTLE_COUNTER = "adapters.counters.cache.CacheCounter"
    assert isinstance(get_counter(), CacheCounter)

    settings.THROTTLE_COUNTER = "adapters.counters.redis.RedisCounter"
    assert isinstance(get_counter(), RedisCounter)
