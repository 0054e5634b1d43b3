"""Who hears of events, as each app declares it in a `subscribers.py` of its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

import pytest

from apps.core.caching import versions_of
from apps.events.bus import Bus, name_of, publish
from apps.events.event import Event
from apps.events.models import StoredEvent
from apps.events.relay import Relay
from apps.events.repositories import EventRepository
from apps.events.unit_of_work import unit_of_work
from apps.organizations.events import OrganizationDeleted
from tests.contracts.contract import modules
from tests.contracts.eventful import is_own
from tests.contracts.worlds import World

SUBSCRIBERS: Final = "subscribers"
CACHE: Final = "apps.events.caching.invalidate_on.<locals>.drop"  # of all that drop from it
Handler = Callable[[Any], None]
Pair = tuple[str, type[Event]]
# An event that the subscriber hears of, and what looks at what comes of that.
Scene = Callable[[World, pytest.MonkeyPatch], tuple[Event, Callable[[], Any]]]


@dataclass(frozen=True)
class Subscriber:
    """`name` is what a durable one is stored as, or else that of the handler, as logs have it."""

    name: str
    to: tuple[type[Event], ...]
    scene: Scene

    def __str__(self) -> str:
        return f"{self.name} {self.to[0].__name__}"


def declared() -> list[Subscriber]:
    return [one for part in modules(SUBSCRIBERS) for one in part.SUBSCRIBERS]


def durable(bus: Bus) -> dict[Pair, list[Handler]]:
    return {
        (name, event): [handler]
        for event, handlers in bus._durable.items()
        for name, handler in handlers.items()
        if is_own(event)
    }


def at_once(bus: Bus) -> dict[Pair, list[Handler]]:
    """Several may have one name: those that a function has made."""
    found: dict[Pair, list[Handler]] = {}
    for event, handlers in bus._handlers.items():
        for handler in handlers if is_own(event) else ():
            found.setdefault((name_of(handler), event), []).append(handler)
    return found


def undeclared(bus: Bus, subscribers: Iterable[Subscriber]) -> list[str]:
    pairs = {(one.name, event) for one in subscribers for event in one.to}
    registered = durable(bus).keys() | at_once(bus).keys()
    new = [
        f"'{name}' hears of {event.__name__}: say in SUBSCRIBERS of a subscribers.py below "
        "tests/contracts/ what comes of that"
        for name, event in registered - pairs
    ]
    gone = [
        f"'{name}' does not hear of {event.__name__}; what is stored by a name is known by it"
        for name, event in pairs - registered
    ]
    return sorted([*new, *gone])


def unstable(bus: Bus) -> list[str]:
    """Durable ones whose name goes with the code, or is that of others."""
    handlers: dict[str, set[str]] = {}
    for (name, _), (handler,) in durable(bus).items():
        handlers.setdefault(name, set()).add(name_of(handler))
    return sorted(
        f"'{name}' is {' and '.join(sorted(found))}: give each a `name` of its own that stays"
        for name, found in handlers.items()
        if len(found) > 1 or found == {name}
    )


def twice(bus: Bus, one: Subscriber, event: Event, look: Callable[[], Any]) -> tuple[Any, Any, Any]:
    """What there is before, after it was told, and after it was told again."""
    before = look()
    handlers = [
        handler
        for event_type in type(event).__mro__
        for handler in at_once(bus).get((one.name, event_type), ())
    ]
    tell = by_relay(one.name, event) if not handlers else by_hand(handlers, event)
    tell()
    once = look()
    tell()
    return before, once, look()


def by_hand(handlers: list[Handler], event: Event) -> Callable[[], None]:
    def tell() -> None:
        for handler in handlers:
            handler(event)

    return tell


def by_relay(name: str, event: Event) -> Callable[[], None]:
    """Published once; told again as `replay_events --subscriber` does."""
    with unit_of_work():
        publish(event)
    stored = StoredEvent.objects.filter(event_id=event.event_id)

    def tell() -> None:
        EventRepository().replay(stored, subscriber=name)
        Relay().run()
        assert stored.get().error == ""
        assert stored.get().handled.filter(subscriber=name).exists()

    return tell


def dropping(event: Callable[[World], Event], *tags: str) -> Scene:
    """What carries the tags is dropped from the cache."""

    def scene(world: World, _: pytest.MonkeyPatch) -> tuple[Event, Callable[[], Any]]:
        before = versions_of(*tags)
        return event(world), lambda: [tag for tag in tags if versions_of(tag)[tag] != before[tag]]

    return scene


def files_of(app: str) -> Subscriber:
    """Of an app that `look_after_files`: those of an organization go with it."""

    def scene(world: World, patch: pytest.MonkeyPatch) -> tuple[Event, Callable[[], Any]]:
        gone = set[tuple[Any, ...]]()
        patch.setattr("services.belongings.remove_files", lambda *which: gone.add(which))
        return OrganizationDeleted(world.organization.pk), lambda: set(gone)

    return Subscriber(f"{app}.files", (OrganizationDeleted,), scene)
