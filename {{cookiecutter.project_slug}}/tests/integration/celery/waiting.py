"""For what a worker does meanwhile."""

import threading
from typing import Final

from apps.queueing.models import DeadLetter

PATIENCE: Final = 30  # seconds


def letter() -> DeadLetter:
    """The one that is waited for."""
    for _ in range(PATIENCE * 20):
        found = DeadLetter.objects.filter(replayed_at=None).first()
        if found:
            return found
        threading.Event().wait(0.05)
    raise AssertionError("no dead letter came")
