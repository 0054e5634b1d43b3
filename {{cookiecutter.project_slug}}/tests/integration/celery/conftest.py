import uuid
from collections.abc import Iterator

import pytest
from celery import Celery
from celery.contrib.testing.worker import start_worker
from django.conf import settings
from kombu import Queue

from adapters.mail.tasks import deliver_mail
from config.celery import app


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[Celery]:
    """A running worker, on the configured broker or one in memory, with a queue of its own."""
    queue = f"test.{uuid.uuid4().hex}"
    monkeypatch.setattr(deliver_mail, "queue", queue)
    monkeypatch.setattr(deliver_mail, "_exec_options", None)
    before = {
        name: app.conf[name]
        for name in ("broker_url", "task_always_eager", "task_queues", "task_default_queue")
    }
    app.conf.update(
        broker_url=settings.CELERY_BROKER_URL or "memory://",
        task_always_eager=False,
        task_queues=[Queue(queue, auto_delete=True)],
        task_default_queue=queue,
    )
    app.amqp.queues = None
    try:
        with start_worker(app, pool="solo", perform_ping_check=False, shutdown_timeout=30):
            yield app
    finally:
        app.conf.update(before)
        app.amqp.queues = None
        app.pool.force_close_all()
        app._pool = None
