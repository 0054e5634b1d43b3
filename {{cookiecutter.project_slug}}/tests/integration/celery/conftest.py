from collections.abc import Iterator

import pytest
from celery import Celery
from celery.contrib.testing.worker import start_worker
from django.conf import settings

from config.celery import app
from tests.integration.celery import broker


@pytest.fixture(scope="module")
def worker() -> Iterator[Celery]:
    """A running worker, on the configured broker or one in memory."""
    with (
        broker.use(settings.CELERY_BROKER_URL or "memory://"),
        start_worker(app, pool="solo", perform_ping_check=False, shutdown_timeout=30),
    ):
        yield app
