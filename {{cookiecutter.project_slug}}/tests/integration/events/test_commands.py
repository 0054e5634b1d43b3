import signal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.events.bus import Bus, bus
from apps.events.models import Handled, StoredEvent
from apps.events.relay import Relay
from tests.integration.events.happenings import (
    DoorOpened,
    bus_for,
    effects,
    ignore,
    open_doors,
    write,
)
from utils.heartbeat import is_alive

pytestmark = pytest.mark.django_db


def told(command: str, *args: str, **options: Any) -> str:
    out = StringIO()
    call_command(command, *args, stdout=out, **options)
    return out.getvalue().strip()


@pytest.fixture
def relayed() -> Bus:
    """Three events, taken to two subscribers."""
    local = bus_for(first=ignore, second=ignore)
    open_doors(local, 3, doors=2)
    Relay(local).run()
    return local


def test_the_relay_ends_when_nothing_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(bus._durable, DoorOpened, {"writer": write})
    open_doors(bus, 2)

    assert told("relay_events", "--once") == "2 relayed, 0 failed, 0 parked."
    assert len(effects()) == 2


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (["--type", "events.door_opened"], 3),
        (["--type", "events.*"], 3),
        (["--type", "accounts.*"], 0),
        (["--aggregate", "door:0"], 2),
        (["--aggregate", "door:0", "--type", "events.*"], 2),
        (["--since", "2020-01-01"], 3),
        (["--until", "2020-01-01"], 0),
        (["--parked"], 0),
    ],
)
def test_replay_chooses(relayed: Bus, arguments: list[str], count: int) -> None:
    assert (
        told("replay_events", *arguments, "--dry-run") == f"{count} events would be relayed again."
    )
    assert not StoredEvent.objects.pending().exists()

    assert told("replay_events", *arguments) == f"{count} events will be relayed again."
    assert StoredEvent.objects.pending().count() == count
    assert Relay(relayed).run().relayed == count


def test_replay_for_one_subscriber_leaves_the_others_alone(relayed: Bus) -> None:
    told("replay_events", "--type", "events.*", "--subscriber", "second")

    assert set(Handled.objects.values_list("subscriber", flat=True)) == {"first"}
    Relay(relayed).run()
    assert Handled.objects.count() == 6


@pytest.mark.parametrize("arguments", [[], ["--dry-run"], ["--aggregate", "door"]])
def test_replay_of_what_nobody_named_is_refused(arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        told("replay_events", *arguments)


def test_pruning_says_how_many(relayed: Bus) -> None:
    assert told("prune_events", "--days", "1") == "0 events deleted."


def test_the_admin_relays_again(staff: User, client: Client, relayed: Bus) -> None:
    staff.is_superuser = True
    staff.save()
    client.force_login(staff)
    chosen = StoredEvent.objects.filter(aggregate_id="0")
    data = {"action": "replay", "_selected_action": [event.pk for event in chosen]}

    answer = client.post(reverse("admin:events_storedevent_changelist"), data, follow=True)

    assert "2 events will be relayed again." in answer.content.decode()
    assert StoredEvent.objects.pending().count() == 2


@pytest.mark.parametrize(("state", "count"), [("pending", 1), ("relayed", 3), ("parked", 0)])
def test_the_admin_filters_by_state(
    staff: User, client: Client, relayed: Bus, state: str, count: int
) -> None:
    staff.is_superuser = True
    staff.save()
    client.force_login(staff)
    open_doors(relayed, 1)

    answer = client.get(reverse("admin:events_storedevent_changelist"), {"state": state})

    assert answer.context["cl"].result_count == count


def test_the_process_shows_that_it_is_alive_and_ends_when_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("utils.heartbeat.FILE", tmp_path / "heartbeat")
    monkeypatch.setattr(Relay, "run", lambda *_, **__: signal.raise_signal(signal.SIGTERM))
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    try:
        call_command("relay_events", pause=0.0)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

    assert is_alive()
