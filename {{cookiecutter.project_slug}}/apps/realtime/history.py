"""What was missed, from the event store."""

from typing import NamedTuple
from uuid import UUID

import structlog

from apps.events.event import Event
from apps.realtime.frames import Happened
from apps.realtime.repositories import HistoryRepository
from apps.realtime.topics import Place

log = structlog.get_logger("realtime")


class Missed(NamedTuple):
    frames: list[Happened]
    complete: bool  # whether nothing is missing between the event that was seen and now


def missed(place: Place, after: UUID, *, limit: int) -> Missed:
    """What has happened to a topic after an event. Nothing, incomplete, if that is too much.

    An event that was stored before today's code and cannot be read makes it incomplete too, as
    one that is not known any more does.
    """
    rows = HistoryRepository().following(
        after, aggregate=(place.topic.aggregate, place.aggregate_id), limit=limit + 1
    )
    if rows is None or len(rows) > limit:
        return Missed([], complete=False)
    events, complete = list[Event](), True
    for row in rows:
        try:
            events.append(row.event())
        except (LookupError, ValueError):  # of which msgspec's ValidationError is one
            log.warning("event_unreadable", event_type=row.type, event_id=str(row.event_id))
            complete = False
    told = [event for event in events if place.topic.tells(event)]
    return Missed(frames_of(place.name, told, place.topic.tell(told)), complete)


def frames_of(name: str, events: list[Event], data: list[dict[str, object]]) -> list[Happened]:
    return [
        Happened(name, event.event_id, event.type, event.occurred_at, shown)
        for event, shown in zip(events, data, strict=True)
    ]
