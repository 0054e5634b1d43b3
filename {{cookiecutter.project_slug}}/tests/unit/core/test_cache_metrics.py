import threading
import uuid

import pytest
import time_machine

from apps.core.caching import computing, get_or_compute, invalidate, versioned_key
from tests.concurrency import CALLERS, at_once
from tests.metrics import counted

OUTCOMES = ("hit", "stale", "waited", "miss", "down")


@pytest.fixture
def namespace() -> str:
    return f"test{uuid.uuid4().hex}"


def lookups(namespace: str) -> dict[str, int]:
    """Those that there were."""
    found = {
        outcome: counted("cache_lookups_total", namespace=namespace, outcome=outcome)
        for outcome in OUTCOMES
    }
    return {outcome: count for outcome, count in found.items() if count}


def test_misses_and_hits(namespace: str) -> None:
    key = versioned_key(namespace, 1)

    for _ in range(3):
        get_or_compute(key, lambda: None)

    assert lookups(namespace) == {"miss": 1, "hit": 2}


def test_stale_values(namespace: str, clock: time_machine.Traveller) -> None:
    key = versioned_key(namespace, 1)
    get_or_compute(key, lambda: "old", timeout=60)
    clock.shift(61)

    def slow() -> str:
        assert get_or_compute(key, lambda: "never", timeout=60) == "old"
        return "new"

    get_or_compute(key, slow, timeout=60)

    assert lookups(namespace) == {"miss": 2, "stale": 1}


def test_a_stampede_of_threads_computes_once(namespace: str) -> None:
    key, computed, others = versioned_key(namespace, 1), [], threading.Semaphore(0)
    look = computing._wait

    def slow() -> str:
        for _ in range(CALLERS - 1):
            assert others.acquire(timeout=10)
        computed.append(threading.get_ident())
        return "value"

    def waiting(*arguments: object) -> computing.Entry | None:
        others.release()
        return look(*arguments)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(computing, "_wait", waiting)
        answers = at_once(lambda _: get_or_compute(key, slow), connected=False)

    assert answers == ["value"] * CALLERS
    assert len(computed) == 1
    assert lookups(namespace) == {"miss": 1, "waited": CALLERS - 1}


def test_a_key_without_a_namespace_makes_no_label_of_its_own() -> None:
    before = counted("cache_lookups_total", namespace="other", outcome="miss")

    get_or_compute(uuid.uuid4().hex, lambda: None)

    assert counted("cache_lookups_total", namespace="other", outcome="miss") == before + 1


def test_invalidations_are_counted_by_the_kind_of_tag(namespace: str) -> None:
    invalidate(f"{namespace}:1", f"{namespace}:2", namespace)

    assert counted("cache_invalidations_total", tag=namespace) == 3
