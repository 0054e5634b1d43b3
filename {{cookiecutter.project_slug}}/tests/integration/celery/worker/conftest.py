from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest
from celery import Celery
from celery.contrib.testing.worker import TestWorkController, start_worker
from django.conf import settings

from config.celery import app
from tests.integration.celery import broker


class PunctualWorker(TestWorkController):
    """Fails when it does not come up, instead of being waited for without end.

    Its loop turns ten times a second. Else what a task of the pool `solo` leaves to the next turn, to
    acknowledge itself for instance, waits for up to ten seconds.
    """

    def on_consumer_ready(self, consumer: Any) -> None:
        if consumer.hub:
            consumer.hub.call_repeatedly(0.1, lambda: None)
        super().on_consumer_ready(consumer)

    def ensure_started(self) -> None:
        started: Event = self._on_started  # type: ignore[attr-defined]
        assert started.wait(30), "the worker has not started within 30 seconds"


@pytest.fixture(scope="package")
def worker() -> Iterator[Celery]:
    """A running worker, on the configured broker or one in memory."""
    with (
        broker.use(settings.CELERY_BROKER_URL or "memory://"),
        start_worker(
            app,
            pool="solo",
            perform_ping_check=False,
            shutdown_timeout=30,
            WorkController=PunctualWorker,
        ),
    ):
        yield app
