from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import F, Min, Q
from django.utils import timezone

from apps.core.repositories import Repository
from apps.events.event import Event
from apps.events.models import Handled, StoredEvent, StoredEvents

CANDIDATES: Final = 1000  # what ten relays have at hand at most


class EventRepository(Repository[StoredEvent]):
    model = StoredEvent

    def add(
        self,
        events: Iterable[Event],
        *,
        pending: Sequence[bool],
        actor_id: int | None,
        request_id: str,
    ) -> None:
        now = timezone.now()
        StoredEvent.objects.bulk_create(
            StoredEvent(
                event_id=event.event_id,
                type=event.type,
                version=event.version,
                aggregate_type=event.aggregate[0],
                aggregate_id=event.aggregate_id,
                payload=event.payload(),
                actor_id=actor_id,
                request_id=request_id,
                occurred_at=event.occurred_at,
                relayed_at=None if is_pending else now,
                next_attempt_at=now,
            )
            for event, is_pending in zip(events, pending, strict=True)
        )

    def claim(self, *, at: datetime, limit: int) -> list[StoredEvent]:
        """The next that are due, locked; those that another relay has at hand are left out.

        Of each aggregate the oldest one comes first, then those after it: an aggregate whose
        oldest event waits for its next attempt, or is at hand elsewhere, waits as a whole.
        """
        pending = StoredEvent.objects.pending()
        due = pending.filter(next_attempt_at__lte=at).order_by("position")
        heads = list(
            due.filter(position__in=self._oldest(at)).select_for_update(skip_locked=True)[:limit]
        )
        if not heads or len(heads) == limit:
            return heads
        same = Q()
        for head in heads:
            same |= Q(
                aggregate_type=head.aggregate_type,
                aggregate_id=head.aggregate_id,
                position__gt=head.position,
            )
        return heads + list(due.filter(same).select_for_update()[: limit - len(heads)])

    def _oldest(self, at: datetime) -> list[int]:
        """Of each aggregate, if it is due: the first thousand, of which other relays hold some.

        A query of its own, which goes once through what is pending. In one with the rows themselves
        PostgreSQL looks beside each pending event for an older one, and where its statistics are of
        a time when little was pending, a backlog takes a hundred times as long.
        """
        oldest = (
            StoredEvent.objects.pending()
            .order_by()
            .values("aggregate_type", "aggregate_id")
            .annotate(
                oldest=Min("position"),
                oldest_due=Min("position", filter=Q(next_attempt_at__lte=at)),
            )
            .filter(oldest=F("oldest_due"))
            .order_by("oldest")
        )
        return list(oldest.values_list("oldest", flat=True)[:CANDIDATES])

    def handled(self, records: Sequence[StoredEvent]) -> set[tuple[int, str]]:
        rows = Handled.objects.filter(event__in=records)
        return set(rows.values_list("event_id", "subscriber"))

    def note(self, record: StoredEvent, subscriber: str) -> None:
        Handled.objects.create(event=record, subscriber=subscriber)

    def save_progress(self, records: Sequence[StoredEvent]) -> None:
        StoredEvent.objects.bulk_update(records, sorted(StoredEvent.PROGRESS))

    def find_for_replay(
        self,
        *,
        kind: str = "",
        aggregate: tuple[str, str] | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        parked: bool = False,
    ) -> StoredEvents:
        """Every condition narrows; a type may end in `*`."""
        rows = StoredEvent.objects.order_by("position")
        if kind.endswith("*"):
            rows = rows.filter(type__startswith=kind[:-1])
        elif kind:
            rows = rows.filter(type=kind)
        conditions: dict[str, Any] = {}
        if aggregate:
            conditions["aggregate_type"], conditions["aggregate_id"] = aggregate
        if since:
            conditions["occurred_at__gte"] = since
        if until:
            conditions["occurred_at__lt"] = until
        if parked:
            conditions["parked_at__isnull"] = False
        return rows.filter(**conditions)

    def replay(self, rows: StoredEvents, *, subscriber: str = "") -> int:
        """Make them pending again: for one subscriber, or for all that know of them."""
        positions = list(rows.values_list("position", flat=True))
        for start in range(0, len(positions), 1000):
            chunk = positions[start : start + 1000]
            done = Handled.objects.filter(event__in=chunk)
            (done.filter(subscriber=subscriber) if subscriber else done).delete()
            StoredEvent.objects.filter(position__in=chunk).update(
                relayed_at=None,
                parked_at=None,
                attempts=0,
                next_attempt_at=timezone.now(),
                error="",
            )
        return len(positions)

    def delete_older(self, *, than: timedelta) -> int:
        """Only what has been relayed: nothing is lost that somebody waits for."""
        rows = StoredEvent.objects.filter(relayed_at__lt=timezone.now() - than)
        return rows.delete()[1].get(StoredEvent._meta.label, 0)
