"""Takes committed events to their durable subscribers."""

import random
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Self

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from adapters.background import run_later
from apps.events.bus import Bus
from apps.events.bus import bus as the_bus
from apps.events.models import StoredEvent
from apps.events.repositories import EventRepository

log = structlog.get_logger("events")

BATCH: Final = 100
BATCH_SECONDS: Final = 1.0  # then it is committed, however many of the batch are left
FIRST_DELAY: Final = timedelta(seconds=2)
LONGEST_DELAY: Final = timedelta(hours=1)


@dataclass
class Counts:
    relayed: int = 0
    failed: int = 0
    parked: int = 0

    def __iadd__(self, other: "Counts") -> Self:
        self.relayed += other.relayed
        self.failed += other.failed
        self.parked += other.parked
        return self


class Relay:
    """Any number may run at once: of one aggregate's events only one relay has any at hand.

    What subscribers write, that they did, and how far an event has come are committed together.
    A relay that is killed leaves nothing half done, and its events to the next one.
    """

    def __init__(
        self,
        bus: Bus = the_bus,
        events: EventRepository | None = None,
        clock: Callable[[], datetime] = timezone.now,
    ) -> None:
        self.bus = bus
        self.events = events or EventRepository()
        self.clock = clock

    def run(self, *, seconds: float = 30.0) -> Counts:
        """Until nothing is due, or that time has passed."""
        counts, end = Counts(), time.monotonic() + seconds
        while time.monotonic() < end:
            batch = self.run_batch()
            counts += batch
            if not batch.relayed + batch.failed + batch.parked:
                break
        return counts

    def run_batch(self) -> Counts:
        end = time.monotonic() + BATCH_SECONDS
        counts, stopped = Counts(), set[tuple[str, str]]()
        with transaction.atomic():
            records = self.events.claim(at=self.clock(), limit=BATCH)
            handled = self.events.handled(records) if records else set()
            touched = []
            for record in records:
                aggregate = (record.aggregate_type, record.aggregate_id)
                if aggregate in stopped:
                    continue
                if not self._relay(record, {name for at, name in handled if at == record.pk}):
                    stopped.add(aggregate)
                touched.append(record)
                _count(record, counts)
                if time.monotonic() > end:
                    break
            self.events.save_progress(touched)
        return counts

    def _relay(self, record: StoredEvent, handled: Collection[str]) -> bool:
        """Whether the events after it may come."""
        with structlog.contextvars.bound_contextvars(
            request_id=record.request_id, event_id=str(record.event_id)
        ):
            failures = self._failures(record, handled)
            now = self.clock()
            if not failures:
                record.relayed_at, record.error = now, ""
                return True
            record.attempts += 1
            record.error = "\n".join(failures)[:2000]
            if record.attempts >= settings.EVENT_ATTEMPTS:
                record.parked_at = now
                log.error("event_parked", event_type=record.type, error=record.error)
                return True  # set aside: what comes after it is not lost for its sake
            record.next_attempt_at = now + delay(record.attempts)
            return False

    def _failures(self, record: StoredEvent, handled: Collection[str]) -> list[str]:
        try:
            event = record.event()
        except Exception as error:
            log.exception("event_unreadable", event_type=record.type)
            record.attempts = settings.EVENT_ATTEMPTS  # it will not be readable the next time
            return [f"{type(error).__name__}: {error}"]
        failures = []
        for name, handler in self.bus.durable(event):
            if name in handled:
                continue
            try:
                with transaction.atomic():
                    self.events.note(record, name)
                    handler(event)
            except Exception as error:
                log.exception("subscriber_failed", handler=name, event_type=record.type)
                failures.append(f"{name}: {type(error).__name__}: {error}")
        return failures


# What else runs in the relay's process when there is one: it sends what subscribers left to send.
pumps: Final[list[Callable[[], object]]] = []


def register_pump(pump: Callable[[], object]) -> None:
    pumps.append(pump)


def delay(attempts: int) -> timedelta:
    """Twice as long each time, up to an hour, and never the same for all that failed together."""
    longest = min(FIRST_DELAY * 2 ** (attempts - 1), LONGEST_DELAY)
    return timedelta(seconds=longest.total_seconds() * random.uniform(0.5, 1.0))  # noqa: S311


def _count(record: StoredEvent, counts: Counts) -> None:
    if record.parked_at:
        counts.parked += 1
    elif record.relayed_at:
        counts.relayed += 1
    else:
        counts.failed += 1


def relay_now() -> None:
    """In the process that published, before its answer is there. For tests."""
    Relay().run()


def relay_soon() -> None:
    """In a thread of it. `manage.py relay_events` does what is left when the process ends."""
    run_later(Relay().run)
