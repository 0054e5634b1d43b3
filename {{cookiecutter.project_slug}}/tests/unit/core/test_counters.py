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
from apps.core.caching import tags, versions_of
from apps.core.caching.tags import keys_of, versions_in


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


def test_versions_of_tags_come_along_where_redis_holds_them_too(
    counter: Counter, settings: LazySettings
) -> None:
    known = versions_of("a")
    keys = keys_of(["a", "b"]) if counter.reads("values") else []

    tallies, found = counter.hit_and_read([Hit("caller", 60, 1)], keys)
    tallies_again, found_again = counter.hit_and_read([Hit("caller", 60, 1)], keys)

    assert counter.reads("values") is bool(settings.REDIS_URL)
    assert [tally.hits for tally in tallies + tallies_again] == [1, 2]
    assert [value is not None for value in found] == ([True, False] if keys else [])
    assert versions_in(["a"], found[:1]) == (known if keys else {})
    assert versions_in(["a", "b"], found) == {}
    assert found_again == []  # behind an exceeded limit nothing is read either


@pytest.mark.parametrize(
    "change",
    [
        {"LOCATION": "redis://elsewhere.dev:6379/0"},
        {"BACKEND": "django.core.cache.backends.redis.RedisCache"},
        {"OPTIONS": {"CLIENT_CLASS": "django_redis.client.ShardClient"}},
    ],
)
def test_it_reads_no_cache_that_is_elsewhere(
    settings: LazySettings, change: dict[str, Any]
) -> None:
    redis = {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": "redis://here.dev:6379/0"}
    settings.CACHES = {**settings.CACHES, "throttles": redis, "values": redis}
    assert RedisCounter().reads("values")

    settings.CACHES["values"] = redis | change

    assert not RedisCounter().reads("values")


def test_before_a_cache_is_believed_it_is_told_what_was_invalidated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tags, "unheard", {"a"})

    assert keys_of(["a"]) == []


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
