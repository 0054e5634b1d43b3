from typing import Any, Final

from celery import Task
from celery.result import AsyncResult

from adapters.counters import CounterUnavailable, get_counter

MOST: Final = 5
PATIENCE: Final = 2.0  # seconds, of who sends a task, for a broker that says when it has it
DAY: Final = 86_400  # seconds


class KilledTooOften(Exception):
    """Each time a worker had this task it died, or was lost: no other one shall have it."""


class BoundedTask(Task):
    """What every task is derived from.

    A task goes back to the broker when its worker dies, which is right once. One that takes its
    worker down, by memory or in native code, would take down all of them, one after the other,
    without end. So the sixth delivery of the same attempt within a day fails the task for good.
    """

    abstract = True

    def apply_async(self, *args: Any, **options: Any) -> AsyncResult:
        return super().apply_async(*args, **{"confirm_timeout": PATIENCE, **options})

    def before_start(self, task_id: str, args: Any, kwargs: Any) -> None:
        request: Any = self.request
        if (request.delivery_info or {}).get("redelivered"):
            try:
                tally = get_counter().hit(f"redelivered:{task_id}:{request.retries}", DAY)
            except CounterUnavailable:
                return
            if tally.hits >= MOST:
                raise KilledTooOften(f"{tally.hits} times")
        super().before_start(task_id, args, kwargs)
