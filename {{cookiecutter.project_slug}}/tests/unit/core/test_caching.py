import threading
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.cache import caches
from django.db import transaction

from apps.core.caching import (
    computing,
    get_or_compute,
    invalidate,
    invalidate_after_commit,
    versioned_key,
    versions_of,
)
from apps.core.caching.store import ask


class Source:
    """Counts how often it is asked."""

    def __init__(self, *values: Any) -> None:
        self.values: Iterator[Any] = iter(values)
        self.asked = 0

    def __call__(self) -> Any:
        self.asked += 1
        return next(self.values)


@pytest.mark.parametrize("value", ["x", None, 0, [], {}])
def test_a_value_is_computed_once_whatever_it_is(value: Any) -> None:
    source = Source(value)

    assert get_or_compute("key", source) == value
    assert get_or_compute("key", source) == value
    assert source.asked == 1


def test_a_value_expires(clock: time_machine.Traveller) -> None:
    source = Source("old", "new")
    get_or_compute("key", source, timeout=60)

    clock.shift(61)

    assert get_or_compute("key", source, timeout=60) == "new"


def test_stampede_while_one_computes_the_others_get_the_old_value(
    clock: time_machine.Traveller,
) -> None:
    get_or_compute("key", Source("old"), timeout=60)
    clock.shift(61)

    def slow() -> str:
        assert get_or_compute("key", Source(), timeout=60) == "old"
        return "new"

    assert get_or_compute("key", slow, timeout=60) == "new"
    assert get_or_compute("key", Source(), timeout=60) == "new"


def test_stampede_on_an_empty_cache_waits_for_the_one_that_computes() -> None:
    started, answers = threading.Event(), []

    def slow() -> str:
        started.set()
        waiting.start()
        waiting.join(0.1)
        return "value"

    def other() -> None:
        answers.append(get_or_compute("key", Source()))

    waiting = threading.Thread(target=other)
    assert get_or_compute("key", slow) == "value"
    waiting.join()

    assert answers == ["value"]


def test_what_another_has_computed_between_the_look_and_the_lock_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read = computing._read

    def late(*arguments: Any) -> Any:
        monkeypatch.setattr(computing, "_read", read)
        found = read(*arguments)
        get_or_compute("key", Source("another's"))
        return found

    monkeypatch.setattr(computing, "_read", late)

    assert get_or_compute("key", Source()) == "another's"
    assert caches["values"].get("key:lock") is None


def test_who_waits_does_not_miss_one_that_is_done_just_before_it_looks_for_the_lock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    caches["values"].add("key:lock", 1, 30)

    def asked(operation: Any) -> Any:
        monkeypatch.setattr(computing, "ask", late)
        return ask(operation)  # for the lock, in vain

    def late(operation: Any) -> Any:
        monkeypatch.setattr(computing, "ask", ask)
        caches["values"].delete("key:lock")
        get_or_compute("key", Source("another's"))
        return ask(operation)

    monkeypatch.setattr(computing, "ask", asked)

    assert get_or_compute("key", Source()) == "another's"


def test_who_waits_for_a_computation_that_failed_computes_itself() -> None:
    def failing() -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        get_or_compute("key", failing)

    assert get_or_compute("key", Source("value")) == "value"


def test_patience_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(computing, "PATIENCE", 0.05)
    caches["values"].add("key:lock", 1, 30)

    assert get_or_compute("key", Source("value")) == "value"


def test_who_has_waited_in_vain_leaves_the_lock_to_its_holder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(computing, "PATIENCE", 0.05)
    caches["values"].add("key:lock", 1, 30)

    get_or_compute("key", Source("value"))

    assert caches["values"].get("key:lock") == 1


def test_invalidation_by_tag() -> None:
    source, other = Source("old", "new"), Source("other")
    get_or_compute("a", source, tags=["article:1", "articles"])
    get_or_compute("b", other, tags=["article:2"])

    invalidate("article:1")

    assert get_or_compute("a", source, tags=["article:1", "articles"]) == "new"
    assert get_or_compute("b", other, tags=["article:2"]) == "other"
    assert other.asked == 1


def test_what_was_computed_before_an_invalidation_is_not_kept() -> None:
    def outdated() -> str:
        invalidate("tag")
        return "outdated"

    assert get_or_compute("key", outdated, tags=["tag"]) == "outdated"
    assert get_or_compute("key", Source("new"), tags=["tag"]) == "new"


def test_a_lost_tag_makes_a_miss() -> None:
    get_or_compute("key", Source("old"), tags=["tag"])
    caches["values"].delete("tag:tag")

    assert get_or_compute("key", Source("new"), tags=["tag"]) == "new"


@pytest.mark.django_db(transaction=True)
def test_invalidation_waits_for_the_commit() -> None:
    before = versions_of("tag")

    with transaction.atomic():
        invalidate_after_commit("tag")
        assert versions_of("tag") == before

    assert versions_of("tag") != before


def test_keys() -> None:
    key = versioned_key("report", "a" * 1000, 7, version=2)

    assert key.startswith("report:v2:")
    assert len(key) == 42
    assert key != versioned_key("report", "a" * 1000, 8, version=2)
    assert versioned_key("report", 7) != versioned_key("report", "7")
