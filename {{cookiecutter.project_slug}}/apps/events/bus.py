"""Domain events: what happened, told to whoever asked, once it is committed.

A service publishes in its transaction. Subscribers hear of it after the commit, in the publisher's
process, and never of a write that was rolled back. An app subscribes in its `AppConfig.ready`.
"""

import uuid
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, TypeVar

import structlog
from django.db import transaction
from django.utils import timezone

log = structlog.get_logger("events")


@dataclass(frozen=True)
class Event:
    """Something that happened. Named in the past tense, it carries ids and plain values only."""

    event_id: uuid.UUID = field(default_factory=uuid.uuid4, kw_only=True)
    occurred_at: datetime = field(default_factory=timezone.now, kw_only=True)


E = TypeVar("E", bound=Event)
Handler = Callable[[E], None]


class Bus:
    def __init__(self) -> None:
        self._handlers: dict[type[Event], list[Handler[Any]]] = defaultdict(list)

    def subscribe(self, event_type: type[E], handler: Handler[E]) -> None:
        """Call `handler` with each event of this type or of a type derived from it."""
        if handler not in self._handlers[event_type]:
            self._handlers[event_type].append(handler)

    def publish(self, event: Event) -> None:
        """Deliver `event` when the transaction commits, or at once where there is none."""
        transaction.on_commit(lambda: self._deliver(event))

    def _deliver(self, event: Event) -> None:
        for event_type in type(event).__mro__:
            for handler in self._handlers.get(event_type, ()):
                try:
                    handler(event)
                except Exception:
                    # The write is committed: one subscriber's failure is nobody else's.
                    log.exception(
                        "subscriber_failed",
                        handler=f"{handler.__module__}.{handler.__qualname__}",
                        event_type=type(event).__name__,
                        event_id=str(event.event_id),
                    )


bus: Final = Bus()
publish: Final = bus.publish
subscribe: Final = bus.subscribe
