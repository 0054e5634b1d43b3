from uuid import UUID

from apps.events.models import StoredEvent
from apps.events.repositories import EventRepository


class HistoryRepository(EventRepository):
    def following(
        self, event_id: UUID, *, aggregate: tuple[str, str], limit: int
    ) -> list[StoredEvent] | None:
        """What has happened to an aggregate since one of its events, in order.

        `None` where that is none of its events, or was pruned.
        """
        kind, aggregate_id = aggregate
        events = StoredEvent.objects.filter(aggregate_type=kind, aggregate_id=aggregate_id)
        seen = events.filter(event_id=event_id).values_list("position", flat=True).first()
        if seen is None:
            return None
        return list(events.filter(position__gt=seen).order_by("position")[:limit])
