"""Where tasks run in their caller's process there is no broker and no worker to ask."""

from collections.abc import Iterator
from contextlib import contextmanager

from celery import current_app
from kombu import Connection
from kombu.exceptions import OperationalError

from apps.core.health import CheckFailed


def broker() -> None:
    """The broker takes a connection."""
    if current_app.conf.task_always_eager:
        return
    with connected("does not answer"):
        pass


def workers() -> None:
    """At least one worker answers within a second."""
    if current_app.conf.task_always_eager:
        return
    with connected("the broker does not answer") as connection:
        answers = current_app.control.ping(timeout=1.0, limit=1, connection=connection)
    if not answers:
        raise CheckFailed("none answers")


@contextmanager
def connected(otherwise: str) -> Iterator[Connection]:
    try:
        with current_app.connection_for_write() as connection:
            connection.ensure_connection(max_retries=1, timeout=2)
            yield connection
    except (OSError, OperationalError) as error:
        raise CheckFailed(otherwise) from error
