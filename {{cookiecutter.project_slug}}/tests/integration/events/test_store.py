from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.db import transaction

from apps.accounts.models import User
from apps.events.bus import Bus
from apps.events.models import Fact, StoredEvent
from apps.events.repositories import EventRepository
from apps.events.unit_of_work import unit_of_work
from tests.client import Api
from tests.integration.events.happenings import DoorOpened, bus_for, open_doors, write
from tests.queries import at_most

pytestmark = pytest.mark.django_db


def test_a_write_over_the_api_leaves_its_trail(auth_api: Api, user: User) -> None:
    auth_api.post("/api/v1/organizations/", {"name": "Acme"}, HTTP_X_REQUEST_ID="trail-of-acme")

    joined, created = StoredEvent.objects.filter(type__startswith="organizations.")
    assert (created.type, joined.type) == (
        "organizations.organization_created",
        "organizations.member_joined",
    )
    organization = auth_api.response.json()["id"]
    assert (created.aggregate_type, created.aggregate_id) == ("organization", organization)
    assert created.payload == {"organization_id": organization, "owner_id": user.pk}
    assert (created.actor_id, created.request_id) == (user.pk, "trail-of-acme")
    assert created.event().organization_id == UUID(organization)  # type: ignore[attr-defined]


def test_what_is_read_is_what_was_published() -> None:
    (event,) = open_doors(Bus(), 1)

    read = StoredEvent.objects.get().event()

    assert read == event
    assert isinstance(read.occurred_at, datetime)


def test_an_earlier_version_is_read_as_one_of_today() -> None:
    open_doors(Bus(), 1)
    stored = StoredEvent.objects.get()
    stored.version, stored.payload = 1, {"door": 3, "number": 1, "who": "Ada"}

    event = stored.event()

    assert isinstance(event, DoorOpened)
    assert (event.door, event.by) == (3, "Ada")


def test_a_unit_of_work_stores_all_its_events_in_one_query() -> None:
    bus = Bus()

    with at_most(1), unit_of_work():
        for number in range(3):
            with unit_of_work():
                bus.publish(DoorOpened(number))

    assert StoredEvent.objects.count() == 3


def test_what_was_rolled_back_did_not_happen() -> None:
    bus = Bus()

    with unit_of_work():
        bus.publish(DoorOpened(1))
        with transaction.atomic():
            bus.publish(DoorOpened(2))
            transaction.set_rollback(True)
    with suppress(ZeroDivisionError), unit_of_work():
        bus.publish(DoorOpened(3))
        raise ZeroDivisionError

    assert [event.payload["door"] for event in StoredEvent.objects.all()] == [1]


def test_outside_of_a_unit_of_work_it_is_stored_at_once() -> None:
    with transaction.atomic():
        Bus().publish(DoorOpened(1))

        assert StoredEvent.objects.count() == 1


def test_what_nobody_waits_for_is_not_pending() -> None:
    open_doors(Bus(), 1)
    open_doors(bus_for(writer=write), 1)

    assert StoredEvent.objects.pending().count() == 1


def test_events_are_added_and_not_changed() -> None:
    open_doors(Bus(), 1)
    stored = StoredEvent.objects.get()
    stored.payload = {}

    for change in (
        stored.save,
        lambda: stored.save(update_fields=["payload"]),
        lambda: StoredEvent.objects.update(payload={}),
        lambda: StoredEvent.objects.bulk_update([stored], ["payload"]),
    ):
        with pytest.raises(Fact):
            change()


def test_old_ones_are_deleted_but_not_what_somebody_waits_for() -> None:
    open_doors(Bus(), 2)
    open_doors(bus_for(writer=write), 1)

    assert EventRepository().delete_older(than=-timedelta(days=1)) == 2
    assert StoredEvent.objects.pending().count() == 1


def unreachable() -> None:
    raise ConnectionRefusedError("the broker is away")


@pytest.mark.django_db(transaction=True)
def test_a_relay_that_cannot_be_started_fails_nobody(settings: LazySettings) -> None:
    settings.EVENT_RELAY_STARTER = f"{__name__}.unreachable"

    open_doors(bus_for(writer=write), 1)

    assert StoredEvent.objects.pending().count() == 1
