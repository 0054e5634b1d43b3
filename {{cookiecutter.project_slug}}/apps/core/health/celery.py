from celery import current_app
from kombu.exceptions import OperationalError

from apps.core.health import CheckFailed


def broker() -> None:
    """The broker takes a connection. Where tasks run in their caller's process there is none."""
    if current_app.conf.task_always_eager:
        return
    try:
        with current_app.connection_for_write() as connection:
            connection.ensure_connection(max_retries=1, timeout=2)
    except (OSError, OperationalError) as error:
        raise CheckFailed("does not answer") from error
