"""Events reach their durable subscribers by a worker."""

import threading

import pytest
from celery import Celery

from apps.events.bus import bus
from apps.events.models import StoredEvent
from tests.integration.events.happenings import DoorOpened, effects, open_doors, write

PATIENCE = 30  # seconds


@pytest.mark.django_db(transaction=True)
def test_a_worker_relays_what_was_committed(
    worker: Celery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(bus._durable, DoorOpened, {"writer": write})

    open_doors(bus, 3)

    for _ in range(PATIENCE * 20):
        if not StoredEvent.objects.pending().exists():
            break
        threading.Event().wait(0.05)
    assert effects() == ["door 0 0", "door 0 1", "door 0 2"]
