"""Values that an event makes out of date."""

from collections.abc import Callable
from typing import TypeVar

from apps.core.caching import invalidate
from apps.events.bus import subscribe
from apps.events.event import Event

E = TypeVar("E", bound=Event)


def invalidate_on(
    event_type: type[E], tags: tuple[str, ...] | Callable[[E], tuple[str, ...]]
) -> None:
    """Drop what carries these tags when such an event, or one derived from it, is committed.

    To be called in an app's `ready`. It is done in the publisher's process, right after the commit,
    so the answer that tells of the write is never followed by an older one.
    """

    def drop(event: E) -> None:
        invalidate(*(tags(event) if callable(tags) else tags))

    subscribe(event_type, drop)
