"""A tag has a version, which is stored with each value that carries it. A new one drops them all.

An id in a tag comes after a colon: metrics count by what is before it.
"""

import uuid
from collections.abc import Iterable, Sequence
from threading import Lock
from typing import Any, Final, cast

from django.core.cache import caches
from django.db import transaction

from apps.core.caching.store import Down, ask
from apps.core.metrics.cache import INVALIDATIONS

unheard: Final[set[str]] = set()  # tags that were invalidated while the cache was down
hearing: Final = Lock()


def invalidate(*tags: str) -> None:
    """Drop every value that carries one of these tags, at once.

    With the cache down this process tells it later, before it believes anything from it.
    """
    for tag in tags:
        INVALIDATIONS.labels(tag.partition(":")[0]).inc()
    try:
        _renew(tags)
    except Down:
        with hearing:
            unheard.update(tags)


def invalidate_after_commit(*tags: str) -> None:
    """As ``invalidate``, once the surrounding transaction can be seen by those who compute anew."""
    transaction.on_commit(lambda: invalidate(*tags))


def versions_of(*tags: str) -> dict[str, str]:
    """The current version of each tag. Without a cache it is new at every call."""
    try:
        return find(tags)[1]
    except Down:
        return {tag: _version() for tag in tags}


def keys_of(tags: Sequence[str]) -> list[str]:
    """Under which Redis holds their versions, for who asks it for something else anyway.

    None where it has to be told first that a tag was invalidated.
    """
    if not tags or unheard:
        return []
    make_key = cast("Any", caches["values"]).client.make_key
    return [str(make_key(f"tag:{tag}")) for tag in tags]


def versions_in(tags: Sequence[str], found: Sequence[bytes | None]) -> dict[str, str]:
    """What was found under ``keys_of``; nothing unless all of them have one."""
    if len(found) != len(tags) or None in found:
        return {}
    try:
        values = ask(lambda cache: [cache.client.decode(value) for value in found])
    except Down:
        return {}
    return dict(zip(tags, values, strict=True))


def find(tags: Iterable[str], *keys: str) -> tuple[dict[str, object], dict[str, str]]:
    """What is stored under the keys, and the versions of the tags: one round trip. Raises Down."""
    _catch_up()
    names = {tag: f"tag:{tag}" for tag in tags}
    found = ask(lambda cache: cache.get_many([*keys, *names.values()]))
    versions = {tag: found.get(name) or _first(name) for tag, name in names.items()}
    return found, versions


def _first(name: str) -> str:
    """Give a version to a tag that has none: two processes may not give different ones."""
    ask(lambda cache: cache.add(name, _version(), None))
    return ask(lambda cache: cache.get(name)) or _version()


def _catch_up() -> None:
    if unheard:
        with hearing:
            _renew(unheard)
            unheard.clear()


def _renew(tags: Iterable[str]) -> None:
    fresh = {f"tag:{tag}": _version() for tag in tags}
    ask(lambda cache: cache.set_many(fresh, timeout=None))


def _version() -> str:
    return uuid.uuid4().hex
