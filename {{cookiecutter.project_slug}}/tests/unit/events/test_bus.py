from dataclasses import dataclass

import pytest
from django.db import transaction
from structlog.testing import capture_logs

from apps.events.bus import Bus
from apps.events.event import Event


@dataclass(frozen=True)
class Opened(Event):
    door: int


@dataclass(frozen=True)
class Closed(Event):
    door: int


def broken(event: Event) -> None:
    raise RuntimeError("out of order")


@pytest.mark.django_db(transaction=True)
class TestDelivery:
    def test_waits_for_the_commit(self) -> None:
        bus, heard = Bus(), list[Event]()
        bus.subscribe(Opened, heard.append)

        with transaction.atomic():
            bus.publish(Opened(1))
            assert heard == []

        assert [event.door for event in heard if isinstance(event, Opened)] == [1]

    def test_never_comes_after_a_rollback(self) -> None:
        bus, heard = Bus(), list[Event]()
        bus.subscribe(Opened, heard.append)

        with transaction.atomic():
            bus.publish(Opened(1))
            transaction.set_rollback(True)

        assert heard == []

    def test_is_immediate_without_a_transaction(self) -> None:
        bus, heard = Bus(), list[Event]()
        bus.subscribe(Opened, heard.append)
        event = Opened(1)

        bus.publish(event)

        assert heard == [event]

    def test_reaches_subscribers_of_the_type_and_of_its_bases_only(self) -> None:
        bus, opened, closed, everything = Bus(), list[Event](), list[Event](), list[Event]()
        bus.subscribe(Opened, opened.append)
        bus.subscribe(Closed, closed.append)
        bus.subscribe(Event, everything.append)
        event = Opened(1)

        bus.publish(event)

        assert (opened, closed, everything) == ([event], [], [event])

    def test_happens_once_to_who_subscribed_twice(self) -> None:
        bus, heard = Bus(), list[Event]()
        handler = heard.append
        bus.subscribe(Opened, handler)
        bus.subscribe(Opened, handler)

        bus.publish(Opened(1))

        assert len(heard) == 1

    def test_goes_on_after_a_subscriber_failed(self) -> None:
        bus, heard = Bus(), list[Event]()
        bus.subscribe(Opened, broken)
        bus.subscribe(Opened, heard.append)
        event = Opened(1)

        with capture_logs() as logs:
            bus.publish(event)

        assert heard == [event]
        (line,) = logs
        assert line["event"] == "subscriber_failed"
        assert line["handler"] == f"{__name__}.broken"
        assert line["event_type"] == "events.opened"
        assert line["event_id"] == str(event.event_id)


def test_every_event_is_itself() -> None:
    one, other = Opened(1), Opened(1)

    assert one.event_id != other.event_id
    assert one.occurred_at.utcoffset() is not None
    assert one.occurred_at <= other.occurred_at
