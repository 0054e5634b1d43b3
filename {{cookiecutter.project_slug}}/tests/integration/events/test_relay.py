from datetime import timedelta
from typing import Any

import pytest
import structlog
from django.conf import LazySettings
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.utils import timezone

from apps.events.bus import Bus
from apps.events.models import Handled, StoredEvent
from apps.events.relay import LONGEST_DELAY, Relay, delay
from tests.concurrency import at_once
from tests.integration.events.happenings import (
    DoorOpened,
    bus_for,
    effects,
    ignore,
    open_doors,
    write,
)


def broken(event: DoorOpened) -> None:
    Group.objects.create(name=f"door half done {event.number}")
    raise RuntimeError("out of order")


class Moody:
    """Fails for one door, so many times."""

    def __init__(self, door: int, times: int) -> None:
        self.door = door
        self.times = times

    def __call__(self, event: DoorOpened) -> None:
        if event.door == self.door and self.times:
            self.times -= 1
            raise RuntimeError("not in the mood")
        write(event)


def later(bus: Bus, **after: Any) -> Relay:
    return Relay(bus, clock=lambda: timezone.now() + timedelta(**after))


@pytest.mark.django_db
class TestRelay:
    def test_takes_events_to_their_subscribers_in_order(self) -> None:
        bus = bus_for(writer=write)
        open_doors(bus, 5, doors=2)

        counts = Relay(bus).run()

        assert (counts.relayed, counts.failed, counts.parked) == (5, 0, 0)
        assert effects() == [f"door {number % 2} {number}" for number in (0, 1, 2, 3, 4)]
        assert not StoredEvent.objects.pending().exists()
        assert Relay(bus).run().relayed == 0

    def test_undoes_what_a_subscriber_did_before_it_failed(self) -> None:
        bus = bus_for(broken=broken, writer=write)
        open_doors(bus, 1)

        counts = Relay(bus).run()

        assert (counts.relayed, counts.failed) == (0, 1)
        assert effects() == ["door 0 0"]
        assert list(Handled.objects.values_list("subscriber", flat=True)) == ["writer"]
        assert "broken: RuntimeError: out of order" in StoredEvent.objects.get().error

    def test_tries_again_only_who_failed_and_only_later(self) -> None:
        bus = bus_for(moody=Moody(0, times=1), other=ignore)
        open_doors(bus, 1)
        Relay(bus).run()

        assert Relay(bus).run().relayed == 0
        assert later(bus, hours=1).run().relayed == 1
        assert effects() == ["door 0 0"]

    def test_holds_back_what_comes_after_a_failure_of_the_same_aggregate(self) -> None:
        bus = bus_for(moody=Moody(0, times=1))
        open_doors(bus, 4, doors=2)

        Relay(bus).run()
        assert effects() == ["door 1 1", "door 1 3"]

        later(bus, hours=1).run()
        assert effects()[2:] == ["door 0 0", "door 0 2"]

    def test_parks_what_keeps_failing_and_goes_on(self, settings: LazySettings) -> None:
        settings.EVENT_ATTEMPTS = 3
        bus = bus_for(moody=Moody(0, times=3))
        open_doors(bus, 2)

        counts = [later(bus, days=day).run() for day in range(3)]

        assert [found.failed for found in counts] == [1, 1, 0]
        assert (counts[2].parked, counts[2].relayed) == (1, 1)
        assert effects() == ["door 0 1"]
        parked = StoredEvent.objects.get(parked_at__isnull=False)
        assert (parked.payload["number"], parked.attempts) == (0, 3)

    @pytest.mark.parametrize(
        ("column", "value"), [("type", "events.gone"), ("payload", {"door": "?"}), ("version", 7)]
    )
    def test_parks_what_it_cannot_read_at_once(self, column: str, value: object) -> None:
        bus = bus_for(writer=write)
        open_doors(bus, 2)
        first = StoredEvent.objects.earliest("position")
        if column == "version":
            bad = {"version": value, "payload": {"door": "x"}}
        else:
            bad = {column: value}
        QuerySet(StoredEvent).filter(pk=first.pk).update(**bad)  # past the guard of the facts

        counts = Relay(bus).run()

        assert (counts.parked, counts.relayed) == (1, 1)
        assert effects() == ["door 0 1"]

    def test_keeps_the_request_s_id(self) -> None:
        seen: list[Any] = []
        bus = bus_for(look=lambda _: seen.append(structlog.contextvars.get_contextvars()))
        structlog.contextvars.bind_contextvars(request_id="of-the-request")
        open_doors(bus, 1)
        structlog.contextvars.clear_contextvars()

        Relay(bus).run()

        assert seen[0]["request_id"] == "of-the-request"

    def test_reads_a_long_queue_in_few_queries(self, django_assert_max_num_queries: Any) -> None:
        bus = bus_for(nothing=ignore)
        open_doors(bus, 50)

        with django_assert_max_num_queries(10 + 50 * 3):  # a savepoint, its end, and the note
            Relay(bus).run()


@pytest.mark.parametrize("attempts", range(1, 15))
def test_the_delay_grows_up_to_an_hour_and_differs(attempts: int) -> None:
    longest = min(timedelta(seconds=2**attempts), LONGEST_DELAY)
    delays = {delay(attempts) for _ in range(20)}

    assert all(longest / 2 <= found <= longest for found in delays)
    assert len(delays) > 1


@pytest.mark.django_db(transaction=True)
def test_several_relays_at_once_do_everything_once_and_in_order() -> None:
    bus = bus_for(writer=write)
    open_doors(bus, 120, doors=7)

    results = at_once(lambda _: Relay(bus).run())

    assert not [result for result in results if isinstance(result, Exception)]
    done = effects()
    assert len(done) == 120
    for door in range(7):
        numbers = [int(name.split()[2]) for name in done if name.startswith(f"door {door} ")]
        assert numbers == sorted(numbers)
    assert not StoredEvent.objects.pending().exists()
