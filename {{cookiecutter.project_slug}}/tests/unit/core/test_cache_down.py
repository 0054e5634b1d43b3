"""Nothing listens at the address of the cache, until something does."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.cache import caches
from structlog.testing import capture_logs

from apps.core.caching import get_or_compute, invalidate, tags, versioned_key, versions_of
from tests.metrics import counted

KEY = versioned_key("outage", 1)
NOWHERE = {
    "BACKEND": "django_redis.cache.RedisCache",
    "LOCATION": "redis://127.0.0.1:1/0",
    "OPTIONS": {"SOCKET_CONNECT_TIMEOUT": 1, "SOCKET_TIMEOUT": 1},
}


class Outage:
    def __init__(self, settings: LazySettings) -> None:
        self.settings = settings
        self.there = settings.CACHES

    def begin(self) -> None:
        self.settings.CACHES = {**self.there, "values": NOWHERE}

    def end(self) -> None:
        self.settings.CACHES = self.there


@pytest.fixture
def outage(settings: LazySettings) -> Iterator[Outage]:
    yield Outage(settings)
    tags.unheard.clear()


def down() -> int:
    return counted("cache_lookups_total", namespace="outage", outcome="down")


def test_everything_is_computed_and_counted_and_nothing_fails(outage: Outage) -> None:
    values, before = iter((1, 2)), down()
    outage.begin()

    with capture_logs() as logs:
        assert get_or_compute(KEY, lambda: next(values), tags=["tag"]) == 1
        assert get_or_compute(KEY, lambda: next(values), tags=["tag"]) == 2
        invalidate("tag")
        assert versions_of("tag") != versions_of("tag")

    assert down() == before + 2
    assert {line["event"] for line in logs} == {"cache is down"}


def test_each_lookup_asks_but_once(outage: Outage) -> None:
    outage.begin()

    with capture_logs() as logs:
        get_or_compute(KEY, lambda: 1, tags=["a", "b", "c"])

    assert len(logs) == 1


def test_it_recovers_by_itself(outage: Outage) -> None:
    outage.begin()
    get_or_compute(KEY, lambda: "lost")
    outage.end()

    before = down()
    assert get_or_compute(KEY, lambda: "kept") == "kept"
    assert get_or_compute(KEY, lambda: "never") == "kept"
    assert down() == before


def test_what_was_invalidated_meanwhile_is_not_given_afterwards(outage: Outage) -> None:
    get_or_compute(KEY, lambda: "old", tags=["tag"])
    other = versioned_key("outage", 2)
    get_or_compute(other, lambda: "other", tags=["untouched"])
    outage.begin()
    invalidate("tag")
    outage.end()

    assert get_or_compute(KEY, lambda: "new", tags=["tag"]) == "new"
    assert get_or_compute(other, lambda: "never", tags=["untouched"]) == "other"
    assert tags.unheard == set()


def test_a_cache_that_goes_away_while_a_value_is_computed(outage: Outage) -> None:
    def compute() -> str:
        outage.begin()
        return "value"

    assert get_or_compute(KEY, compute) == "value"


def test_an_error_of_the_computation_is_not_mistaken_for_the_caches(
    outage: Outage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing() -> Any:
        raise ConnectionError("of another system")

    with pytest.raises(ConnectionError, match="of another system"):
        get_or_compute(KEY, failing)

    assert caches["values"].get(f"{KEY}:lock") is None
