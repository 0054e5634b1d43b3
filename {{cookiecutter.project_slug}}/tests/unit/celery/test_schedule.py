import pytest
from celery import Task
from django.conf import settings

from config.celery import app

QUEUES = {queue.name for queue in settings.CELERY_TASK_QUEUES}


def own_tasks() -> list[Task]:
    app.loader.import_default_modules()
    return [task for name, task in app.tasks.items() if not name.startswith("celery.")]


@pytest.mark.parametrize("entry", settings.CELERY_BEAT_SCHEDULE.values(), ids=lambda it: it["task"])
def test_every_scheduled_task_exists(entry: dict[str, str]) -> None:
    app.loader.import_default_modules()

    assert entry["task"] in app.tasks


def test_every_task_names_a_declared_queue() -> None:
    tasks = own_tasks()

    assert {"adapters.mail.tasks.deliver_mail", "apps.accounts.tasks.prune_sessions"} <= {
        task.name for task in tasks
    }
    for task in tasks:
        assert task.queue in QUEUES, task.name


def test_a_task_survives_its_worker() -> None:
    for task in own_tasks():
        assert task.acks_late, task.name
        assert task.reject_on_worker_lost, task.name
