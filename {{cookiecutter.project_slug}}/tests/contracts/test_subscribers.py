"""What holds for whoever hears of events.

How failures are tried again and parked, for all of them alike: tests/integration/events/test_relay.py.
"""

import pytest
from django.db import transaction

from apps.events.bus import bus
from tests.contracts.subscribed import Subscriber, declared, twice, undeclared, unstable
from tests.contracts.worlds import Stage


def test_every_subscriber_is_declared_with_the_events_it_hears_of() -> None:
    assert undeclared(bus, declared()) == []


def test_durable_subscribers_have_names_that_are_theirs_and_stay() -> None:
    assert unstable(bus) == []


@pytest.mark.parametrize("one", declared(), ids=str)
def test_what_it_hears_twice_has_one_effect(
    stage: Stage, one: Subscriber, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction.atomic():
        event, look = one.scene(stage.home, monkeypatch)
        before, once, again = twice(bus, one, event, look)
        transaction.set_rollback(True)

    assert isinstance(event, one.to)
    assert once != before
    assert again == once
