import uuid
from collections.abc import Iterator

import pytest
from celery import Celery
from celery.contrib.testing.worker import start_worker
from django.conf import settings
from kombu import Queue, pools

from config.celery import app

CHANGED = ("broker_url", "task_always_eager", "task_default_queue", "task_queues", "task_routes")


@pytest.fixture(scope="module")
def worker() -> Iterator[Celery]:
    """A running worker, on the configured broker or one in memory, with a queue of its own."""
    queue = f"test.{uuid.uuid4().hex}"
    before = {name: app.conf[name] for name in CHANGED}
    app.conf.update(
        broker_url=settings.CELERY_BROKER_URL or "memory://",
        task_always_eager=False,
        task_default_queue=queue,
        task_queues=[Queue(queue, auto_delete=True)],
        task_routes={},
    )
    forget(app)
    try:
        with start_worker(app, pool="solo", perform_ping_check=False, shutdown_timeout=30):
            yield app
    finally:
        app.conf.update(before)
        forget(app)


def forget(app: Celery) -> None:
    """Drop what the application derived from its settings, and its connections."""
    pools.reset()
    for derived in ("_pool", "amqp"):
        vars(app).pop(derived, None)
