from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import structlog
from celery import current_task

from apps.events.unit_of_work import unit_of_work
from apps.queueing.repositories import DoneTaskRepository

P = ParamSpec("P")
R = TypeVar("R")
log = structlog.get_logger("tasks")


def idempotent(
    *, key: Callable[..., str] | None = None
) -> Callable[[Callable[P, R]], Callable[P, R | None]]:
    """For a task that must not be done twice, though its message may come twice.

    It runs in a transaction with the note that it was done, so what it writes happens exactly once;
    what reaches further, a mail or a payment, still may happen twice, and wants the key sent along.
    Without `key`, which is called with the task's arguments, a message is one piece of work: a
    second `delay()` is another one. Between `@shared_task` and the function::

        @shared_task
        @idempotent(key=lambda order_id: f"invoice:{order_id}")
        def write_invoice(order_id: str) -> None: ...
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R | None]:
        @wraps(function)
        def once(*args: P.args, **kwargs: P.kwargs) -> R | None:
            what = key(*args, **kwargs) if key else current_task.request.id
            name = f"{function.__module__}.{function.__qualname__}:{what}"
            with unit_of_work():
                if DoneTaskRepository().note(name):
                    return function(*args, **kwargs)
            log.info("task_done_before", key=name)
            return None

        return once

    return decorate
