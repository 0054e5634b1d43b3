"""Checks of tasks, queues and schedules: see docs/audit.md."""

from collections.abc import Iterator
from fnmatch import fnmatch
from typing import Any, Final

from celery import current_app
from django.conf import settings

from adapters.delivery import BoundedTask
from apps.audit.checks import Finding, Project, check

GUIDE: Final = "Services & Business Logic, Background Tasks"
PAGE: Final = "docs/celery.md"
APPS: Final = ("apps.", "services.", "adapters.")


def tasks() -> dict[str, Any]:
    """The project's own, by name."""
    current_app.loader.import_default_modules()
    return {name: task for name, task in sorted(current_app.tasks.items()) if name.startswith(APPS)}


@check(
    "B001",
    "Every task has an end",
    guide=f"{GUIDE}: task failure handling and retries configured",
    hint="Keep CELERY_TASK_TIME_LIMIT and the soft one below it, or give the task its own.",
    page=PAGE,
)
def bounded(_: Project) -> Iterator[Finding]:
    for name, task in tasks().items():
        hard = task.time_limit or current_app.conf.task_time_limit
        soft = task.soft_time_limit or current_app.conf.task_soft_time_limit
        if not hard:
            yield Finding.about(task.run, name, "may run for ever")
        elif not soft or soft >= hard:
            yield Finding.about(task.run, name, "is killed before it is told to end")


@check(
    "B002",
    "Every task goes to a queue that there is",
    guide="Async & Real-time Features, Background Processing: task queues organized by priority",
    hint="Mend CELERY_TASK_ROUTES and CELERY_TASK_QUEUES.",
    page=PAGE,
)
def queues(_: Project) -> Iterator[Finding]:
    declared = {queue.name for queue in current_app.conf.task_queues or ()}
    routes: dict[str, Any] = current_app.conf.task_routes or {}
    own = tasks()
    known = [*own, *(name for name in current_app.tasks if name.startswith("celery."))]
    for name, task in own.items():
        to: dict[str, Any] = next(
            (options for key, options in routes.items() if fnmatch(name, key)), {}
        )
        queue = task.queue if getattr(task, "queue", None) else to.get("queue")
        if (queue or current_app.conf.task_default_queue) not in declared:
            yield Finding.about(
                task.run, name, f"goes to the queue '{queue}', which nobody declares"
            )
    for key in routes:
        if not any(fnmatch(name, key) for name in known):
            yield Finding.of_setting(f"CELERY_TASK_ROUTES.{key}", "is a route for no task")


@check(
    "B003",
    "Every schedule starts a task that there is",
    guide="Async & Real-time Features, Background Processing: periodic tasks scheduled appropriately",
    hint="Mend its `task` in CELERY_BEAT_SCHEDULE.",
    page=PAGE,
)
def schedules(_: Project) -> Iterator[Finding]:
    known = tasks()
    for name, entry in current_app.conf.beat_schedule.items():
        if entry["task"] not in known:
            yield Finding.of_setting(
                f"CELERY_BEAT_SCHEDULE.{name}", f"starts '{entry['task']}': no such task"
            )


@check(
    "B004",
    "No task is lost with its worker",
    guide=f"{GUIDE}: task failure handling and retries configured",
    hint="Keep CELERY_TASK_ACKS_LATE, CELERY_TASK_REJECT_ON_WORKER_LOST and BoundedTask.",
    page=PAGE,
)
def kept(_: Project) -> Iterator[Finding]:
    for name, task in tasks().items():
        if not task.acks_late or not task.reject_on_worker_lost:
            yield Finding.about(task.run, name, "is gone when its worker dies")
        if not isinstance(task, BoundedTask):
            yield Finding.about(
                task.run, name, "is no BoundedTask, and may kill one worker after another"
            )


@check(
    "B005",
    "Messages are JSON, which runs no code",
    guide="Authentication & Permissions, Security: input validation against injection attacks",
    hint='Set CELERY_ACCEPT_CONTENT to ["json"].',
    page=PAGE,
)
def messages(_: Project) -> Iterator[Finding]:
    for kind in set(current_app.conf.accept_content) - {"json", "application/json"}:
        yield Finding.of_setting("CELERY_ACCEPT_CONTENT", f"takes {kind}")


@check(
    "B006",
    "Tasks of a site are run by workers",
    guide=f"{GUIDE}: long-running operations moved to Celery tasks",
    hint="Set CELERY_BROKER_URL.",
    page=PAGE,
    deploy=True,
)
def workers(_: Project) -> Iterator[Finding]:
    if settings.CELERY_TASK_ALWAYS_EAGER:
        yield Finding.of_setting("CELERY_TASK_ALWAYS_EAGER", "lets requests wait for their tasks")


@check(
    "B007",
    "What is to be pruned is pruned in time",
    guide="Async & Real-time Features, Background Processing: periodic tasks scheduled appropriately",
    hint="Put the task into CELERY_BEAT_SCHEDULE: nobody else calls it.",
    page=PAGE,
)
def pruning(_: Project) -> Iterator[Finding]:
    scheduled = {entry["task"] for entry in current_app.conf.beat_schedule.values()}
    for name, task in tasks().items():
        if name.rpartition(".")[2].startswith("prune_") and name not in scheduled:
            yield Finding.about(task.run, name, "is on no schedule")
