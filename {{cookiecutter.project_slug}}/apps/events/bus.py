"""Domain events: what happened, stored with it, and told to whoever asked once it is committed.

A service publishes in its transaction, and the event store has the event if the transaction is
committed, else not. After that two kinds of subscribers hear of it, who register in their
`AppConfig.ready`:

- `subscribe`: at once, in the publisher's process. Quick, and gone if it fails or the process dies.
- `subscribe_durably`: by the relay, at least once, in order for each aggregate, until it succeeds
  or is parked. What it writes to the database happens exactly once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeVar

import structlog
from asgiref.local import Local
from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string

from apps.core.middleware import current_user_id
from apps.events.event import Event

log = structlog.get_logger("events")

E = TypeVar("E", bound=Event)
Handler = Callable[[E], None]


depth: Final = Local()  # of units of work, each thread has its own


def units() -> int:
    return getattr(depth, "units", 0)


class Bus:
    def __init__(self) -> None:
        self._handlers: dict[type[Event], list[Handler[Any]]] = defaultdict(list)
        self._durable: dict[type[Event], dict[str, Handler[Any]]] = defaultdict(dict)

    def subscribe(self, event_type: type[E], handler: Handler[E]) -> None:
        """Call `handler` with each event of this type or of a type derived from it."""
        if handler not in self._handlers[event_type]:
            self._handlers[event_type].append(handler)

    def subscribe_durably(
        self, event_type: type[E], handler: Handler[E], *, name: str = ""
    ) -> None:
        """The same by the relay, in a transaction that also notes that it was done.

        The name is stored, and stays when the code moves: by it a subscriber is known to have
        handled an event. What reaches outside of the database may happen twice: send the event's
        id along.
        """
        self._durable[event_type][name or name_of(handler)] = handler

    def publish(self, *events: Event) -> None:
        """To be stored when the unit of work ends, or at once where there is none."""
        with transaction.atomic():
            for event in events:
                transaction.on_commit(Announcement(self, event))
            if not units():
                store()

    def durable(self, event: Event) -> Iterator[tuple[str, Handler[Any]]]:
        for event_type in type(event).__mro__:
            yield from self._durable.get(event_type, {}).items()

    def deliver(self, event: Event) -> None:
        for event_type in type(event).__mro__:
            for handler in self._handlers.get(event_type, ()):
                try:
                    handler(event)
                except Exception:
                    # The write is committed: one subscriber's failure is nobody else's.
                    log.exception(
                        "subscriber_failed",
                        handler=name_of(handler),
                        event_type=event.type,
                        event_id=str(event.event_id),
                    )


class Announcement:
    """What is done about an event after the commit. Django forgets it with what is rolled back."""

    def __init__(self, bus: Bus, event: Event) -> None:
        self.bus = bus
        self.event = event
        self.is_stored = False

    def __call__(self) -> None:
        self.bus.deliver(self.event)


def store() -> None:
    """Write what was published in this transaction, and not rolled back since, in one query."""
    from apps.events.repositories import EventRepository  # subscribers register before models load

    waiting = [told for told in _announced() if not told.is_stored]
    if not waiting:
        return
    awaited = [any(told.bus.durable(told.event)) for told in waiting]
    EventRepository().add(
        (told.event for told in waiting),
        pending=awaited,
        actor_id=current_user_id(),
        request_id=_request(),
    )
    for told in waiting:
        told.is_stored = True
    if any(awaited):
        # Robust: what is committed is committed, and a relay that was not started comes later.
        transaction.on_commit(import_string(settings.EVENT_RELAY_STARTER), robust=True)


def _announced() -> Iterable[Announcement]:
    # Where Django keeps it, by savepoint: what it has dropped from there did not happen.
    return [call for _, call, *_ in connection.run_on_commit if isinstance(call, Announcement)]


def _request() -> str:
    return str(structlog.contextvars.get_contextvars().get("request_id") or "")


def name_of(handler: Callable[..., Any]) -> str:
    return f"{handler.__module__}.{handler.__qualname__}"


bus: Final = Bus()
publish: Final = bus.publish
subscribe: Final = bus.subscribe
subscribe_durably: Final = bus.subscribe_durably
