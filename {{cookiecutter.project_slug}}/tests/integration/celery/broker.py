import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from kombu import Queue, pools

from config.celery import app

CHANGED = ("task_always_eager", "task_default_queue", "task_queues", "task_routes")


@contextmanager
def use(broker_url: str) -> Iterator[None]:
    """Tasks go to this broker, into a queue of their own, as they do in production."""
    queue = f"test.{uuid.uuid4().hex}"
    before = {name: app.conf[name] for name in CHANGED}
    app.conf.update(
        task_always_eager=False,
        task_default_queue=queue,
        task_queues=[Queue(queue, routing_key=queue, auto_delete=True)],
        task_routes={},
    )
    forget()
    try:
        # Celery prefers the variable to the setting.
        with mock.patch.dict(os.environ, {"CELERY_BROKER_URL": broker_url}):
            yield
    finally:
        app.conf.update(before)
        forget()


def forget() -> None:
    """Drop what the application derived from its settings, and its connections."""
    pools.reset()
    for derived in ("_pool", "amqp", "control"):
        vars(app).pop(derived, None)
