"""What sockets can subscribe to: the events of one aggregate each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from apps.events.event import Event
from apps.realtime import groups

MOST: Final = 100  # characters of a name


@dataclass(frozen=True)
class Topic:
    """A kind of topics, `kind:id`, or just `kind` where each user has the one of their own.

    `allows` is asked when a socket subscribes and, while it is open, every minute; it gets the
    user's id and the aggregate's as the client has given it, so it may be anything. `tell` gives
    the `data` of many events at once, in their order: what those who may subscribe are allowed
    to know.
    """

    kind: str
    aggregate: str
    events: tuple[type[Event], ...]  # and those derived from them
    tell: Callable[[Sequence[Any]], list[dict[str, Any]]]
    describe: Callable[[Any], dict[str, Any]]  # the JSON Schema of it, for a type of events
    allows: Callable[[int, str], bool] | None = None  # none is needed for one's own

    def name(self, aggregate_id: str) -> str:
        return self.kind if self.allows is None else f"{self.kind}:{aggregate_id}"

    def group(self, aggregate_id: str) -> str:
        return groups.of_topic(self.kind, aggregate_id)

    def tells(self, event: Event) -> bool:
        return isinstance(event, self.events)


@dataclass(frozen=True)
class Place:
    """One topic, as one user sees it."""

    topic: Topic
    aggregate_id: str

    @property
    def name(self) -> str:
        return self.topic.name(self.aggregate_id)

    @property
    def group(self) -> str:
        return self.topic.group(self.aggregate_id)

    def allows(self, user_id: int) -> bool:
        return self.topic.allows is None or self.topic.allows(user_id, self.aggregate_id)


topics: Final[dict[str, Topic]] = {}


def register_topic(topic: Topic) -> None:
    """To be called in an `AppConfig.ready`."""
    topics[topic.kind] = topic


def find(name: str, user_id: int) -> Place | None:
    """`None` for a name that no topic can have. Whether the user may hear of it is not asked."""
    kind, colon, given = name.partition(":")
    topic = topics.get(kind)
    if topic is None or len(name) > MOST or (topic.allows is None) == bool(colon):
        return None
    return Place(topic, given if colon else str(user_id))


def own(user_id: int) -> list[Place]:
    """Those that every socket of the user hears of unasked."""
    return [Place(topic, str(user_id)) for topic in topics.values() if topic.allows is None]


def of(event: Event) -> list[Topic]:
    return [topic for topic in topics.values() if topic.tells(event)]
