"""What holds for every event, of whatever app. How they are stored and relayed: tests/integration."""

import pytest

from apps.events.event import Event
from apps.organizations.events import OrganizationEvent
from services.webhooks.webhooks import event_types
from tests.contracts import eventful
from tests.contracts.happening import (
    REQUEST,
    Asked,
    Done,
    Told,
    actor,
    declared,
    earlier,
    happen,
    undeclared,
)
from tests.contracts.worlds import Stage

EVENTS = eventful.own()
every_event = pytest.mark.parametrize("event", EVENTS.values(), ids=EVENTS)
STORED = {name: how for name, how in declared().items() if not isinstance(how, Told)}


@every_event
def test_it_is_a_frozen_dataclass_of_plain_values(event: type[Event]) -> None:
    assert list(eventful.flaws(event)) == []


@every_event
@pytest.mark.django_db
def test_what_is_stored_of_it_is_read_as_it_was(event: type[Event]) -> None:
    assert eventful.changed(event) == ""


@every_event
def test_its_earlier_versions_are_read_as_those_of_today(event: type[Event]) -> None:
    assert list(eventful.unreadable(event, earlier().get(event.type, {}))) == []


def test_every_event_has_what_makes_it_happen() -> None:
    assert undeclared(EVENTS, declared()) == []


@pytest.mark.parametrize("name", sorted(STORED))
def test_it_is_stored_with_who_did_it_and_in_which_request(stage: Stage, name: str) -> None:
    how: Asked | Done = STORED[name]

    found = happen(stage, how)

    trails = {(event.actor_id, event.request_id) for event in found if event.type == name}
    assert name in [event.type for event in found]
    assert trails == {(actor(stage, how), REQUEST)}


def test_a_page_names_every_event_and_none_that_there_is_not() -> None:
    apps = {name.partition(".")[0] for name in EVENTS}
    named = {name for name in eventful.documented() if name.partition(".")[0] in apps}

    assert EVENTS.keys() - named == set(), (
        "each needs a line in a table below docs/: | `type` | … |"
    )
    assert named - EVENTS.keys() == set()


def test_webhooks_can_ask_for_whatever_happens_to_organizations() -> None:
    offered = {name for name, event in EVENTS.items() if issubclass(event, OrganizationEvent)}

    assert offered <= set(event_types())
