"""Computed values in the cache: by versioned keys, dropped by tag, computed by one process at a time.

With the cache down everything is computed, and nothing fails.
"""

import hashlib
import time
import uuid
from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple, TypeVar

import structlog
from django.core.cache import cache
from django.db import transaction

log = structlog.get_logger("caching")
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


def versioned_key(namespace: str, *parts: object, version: int = 1) -> str:
    """A key of bounded length. Raise the version when the shape of the value changes."""
    digest = hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()
    return f"{namespace}:v{version}:{digest}"


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
    tags = tuple(tags)
    entry, versions = _look(key, tags)
    if entry and entry.fresh_until > time.time():
        return entry.value  # type: ignore[no-any-return]
    lock = f"{key}:lock"
    if not _try(lambda: cache.add(lock, 1, LOCK), default=False):
        if entry:
            return entry.value  # type: ignore[no-any-return]
        if found := _wait(key, tags, lock):
            return found.value  # type: ignore[no-any-return]
    try:
        value = compute()
        _store(key, Entry(value, time.time() + timeout, versions), timeout + stale)
    finally:
        _try(lambda: cache.delete(lock), default=False)
    return value


def invalidate(*tags: str) -> None:
    """Drop every value that carries one of these tags, at once."""
    fresh = {_tag_key(tag): uuid.uuid4().hex for tag in tags}
    _try(lambda: cache.set_many(fresh, timeout=None), default=[])


def invalidate_after_commit(*tags: str) -> None:
    """As ``invalidate``, once the surrounding transaction can be seen by those who compute anew."""
    transaction.on_commit(lambda: invalidate(*tags))


def versions_of(*tags: str) -> dict[str, str]:
    """The current version of each tag. Without a cache it is new at every call."""
    keys = {tag: _tag_key(tag) for tag in tags}
    return _complete(keys, _try(lambda: cache.get_many(keys.values()), default={}))


def _look(key: str, tags: tuple[str, ...]) -> tuple[Entry | None, dict[str, str]]:
    """The entry, unless one of its tags has changed, and the versions: one round trip."""
    keys = {tag: _tag_key(tag) for tag in tags}
    found: dict[str, Any] = _try(lambda: cache.get_many([key, *keys.values()]), default={})
    versions = _complete(keys, found)
    entry = Entry(*found[key]) if key in found else None
    return (entry if entry and entry.versions == versions else None), versions


def _complete(keys: dict[str, str], found: dict[str, Any]) -> dict[str, str]:
    """Give a version to tags that have none: two processes may not give different ones."""
    for name in keys.values():
        if name not in found:
            _try(lambda name=name: cache.add(name, uuid.uuid4().hex, None), default=False)  # type: ignore[misc]
            found[name] = _try(lambda name=name: cache.get(name), default=None) or uuid.uuid4().hex  # type: ignore[misc]
    return {tag: found[name] for tag, name in keys.items()}


def _wait(key: str, tags: tuple[str, ...], lock: str) -> Entry | None:
    """Another's result. ``None`` when it does not come: it failed, or there is no cache."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        entry, _ = _look(key, tags)
        if entry:
            return entry
        if _try(lambda: cache.get(lock), default=None) is None:
            return None
        time.sleep(POLL)
    return None


def _store(key: str, entry: Entry, timeout: int) -> None:
    _try(lambda: cache.set(key, tuple(entry), timeout), default=None)


def _tag_key(tag: str) -> str:
    return f"tag:{tag}"


def _try(operation: Callable[[], Value], default: Value) -> Value:
    """A cache that fails is a cache that holds nothing."""
    try:
        found = operation()
    except Exception as error:  # noqa: BLE001 - each backend has exceptions of its own
        log.warning("cache is down", reason=str(error))
        return default
    return default if found is None else found
