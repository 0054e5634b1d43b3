"""Where RabbitMQ puts the messages that a worker refused: a queue that no worker reads."""

from typing import Any, Final

from celery import bootsteps, current_app
from django.conf import settings
from kombu import Connection, Queue

from apps.queueing.dead_letters import unreadable
from apps.queueing.repositories import DeadLetterRepository

AT_ONCE: Final = 1_000  # messages of one collection


class DeclareRejected(bootsteps.StartStopStep):
    """The queue is there before the worker can refuse anything."""

    requires = ("celery.worker.components:Pool",)

    def start(self, parent: Any) -> None:
        with parent.app.connection_for_write() as connection:
            rejected(connection).declare()


def rejected(connection: Connection) -> Queue:
    """Messages are put there by its name, through the exchange that every broker has."""
    return Queue(settings.REJECTED_QUEUE, durable=True)(connection.default_channel)


def collect() -> int:
    """Make dead letters of what waits there; how many.

    A worker makes them too, unless the database was away. A message leaves the queue when its row
    is there. Safe to run twice.
    """
    kept = 0
    with current_app.connection_for_write() as connection:
        queue = rejected(connection)
        queue.declare()
        for _ in range(AT_ONCE):
            message = queue.get()
            if message is None:
                break
            kept += DeadLetterRepository().keep(unreadable(message))
            message.ack()
    return kept
