"""Where tasks run in their caller's process there is no broker and no worker to ask."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

from celery import current_app
from django.db.models import Max
from django.utils import timezone
from django_celery_beat.models import PeriodicTask
from kombu import Connection
from kombu.exceptions import OperationalError

from apps.core.health import CheckFailed

SILENCE: Final = timedelta(minutes=1)  # of beat, whose most frequent entries go every ten seconds


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


def beat() -> None:
    """Beat has sent something within the last minute.

    A request needs no beat, so this is for beat's own probe: ``manage.py check_health``.
    """
    if current_app.conf.task_always_eager:
        return
    last = PeriodicTask.objects.aggregate(last=Max("last_run_at"))["last"]
    if last is None or timezone.now() - last > SILENCE:
        raise CheckFailed(f"last heard of: {last or 'never'}")


@contextmanager
def connected(otherwise: str) -> Iterator[Connection]:
    try:
        with current_app.connection_for_write() as connection:
            connection.ensure_connection(max_retries=1, timeout=2)
            yield connection
    except (OSError, OperationalError) as error:
        raise CheckFailed(otherwise) from error
