import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, Final, NamedTuple, TypeVar

from apps.core.caching.keys import namespace_of
from apps.core.caching.store import Down, ask
from apps.core.caching.tags import find
from apps.core.metrics.cache import LOOKUPS, Outcome

Value = TypeVar("Value")

STALE: Final = 60  # seconds for which an old value may be served while a new one is computed
LOCK: Final = 30  # seconds after which a computation that holds the lock counts as lost
PATIENCE: Final = 2.0  # seconds that a caller with nothing to show waits for another's result
POLL: Final = 0.02  # seconds


class Entry(NamedTuple):
    """What is stored: a value may be ``None``, an entry may not, so a miss is never mistaken."""

    value: Any
    fresh_until: float
    versions: dict[str, str]


class Found(NamedTuple):
    """The entry to answer with, unless the caller has to compute: as the one with the lock, or not."""

    outcome: Outcome
    entry: Entry | None = None
    versions: dict[str, str] = {}
    is_locked: bool = False


def get_or_compute(
    key: str,
    compute: Callable[[], Value],
    *,
    timeout: int = 300,
    tags: Iterable[str] = (),
    stale: int = STALE,
) -> Value:
    """The cached value, or a fresh one.

    When it has expired one caller computes and the others get the old value for up to ``stale``
    seconds. When there is none, or a tag was invalidated, the others wait for the one.
    """
    found = _look(key, tuple(tags))
    LOOKUPS.labels(namespace_of(key), found.outcome).inc()
    if found.entry:
        return found.entry.value  # type: ignore[no-any-return]
    if found.outcome == Outcome.DOWN:
        return compute()
    try:
        value = compute()
        entry = tuple(Entry(value, time.time() + timeout, found.versions))
        with suppress(Down):
            ask(lambda cache: cache.set(key, entry, timeout + stale))
    finally:
        if found.is_locked:
            _unlock(key)
    return value


def _look(key: str, tags: tuple[str, ...]) -> Found:
    try:
        entry, versions = _read(key, tags)
        if _is_fresh(entry):
            return Found(Outcome.HIT, entry)
        if ask(lambda cache: cache.add(_lock(key), 1, LOCK)):
            return _look_again(key, tags)
        if entry:
            return Found(Outcome.STALE, entry)
        if entry := _wait(key, tags):
            return Found(Outcome.WAITED, entry)
    except Down:
        return Found(Outcome.DOWN)
    return Found(Outcome.MISS, None, versions)


def _look_again(key: str, tags: tuple[str, ...]) -> Found:
    """With the lock: another may have come, computed and gone meanwhile."""
    entry, versions = _read(key, tags)
    if _is_fresh(entry):
        _unlock(key)
        return Found(Outcome.WAITED, entry)
    return Found(Outcome.MISS, None, versions, is_locked=True)


def _read(key: str, tags: tuple[str, ...]) -> tuple[Entry | None, dict[str, str]]:
    """The entry, unless one of its tags has changed."""
    found, versions = find(tags, key)
    stored: Any = found.get(key)
    entry = Entry(*stored) if stored else None
    return (entry if entry and entry.versions == versions else None), versions


def _wait(key: str, tags: tuple[str, ...]) -> Entry | None:
    """Another's result. ``None`` when it does not come: it failed, or takes too long."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        # In this order: who has let the lock go has stored before.
        is_locked = ask(lambda cache: cache.get(_lock(key))) is not None
        entry, _ = _read(key, tags)
        if entry or not is_locked:
            return entry
        time.sleep(POLL)
    return None


def _is_fresh(entry: Entry | None) -> bool:
    return entry is not None and entry.fresh_until > time.time()


def _unlock(key: str) -> None:
    with suppress(Down):
        ask(lambda cache: cache.delete(_lock(key)))


def _lock(key: str) -> str:
    return f"{key}:lock"
