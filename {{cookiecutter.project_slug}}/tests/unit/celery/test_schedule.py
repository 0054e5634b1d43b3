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


def test_every_task_goes_to_a_declared_queue() -> None:
    routed = {task.name: app.amqp.router.route({}, task.name)["queue"].name for task in own_tasks()}

    assert routed["adapters.mail.tasks.deliver_mail"] == "critical"
    assert routed["apps.accounts.tasks.prune_sessions"] == "bulk"
    assert set(routed.values()) <= QUEUES


def test_a_task_survives_its_worker() -> None:
    for task in own_tasks():
        assert task.acks_late, task.name
        assert task.reject_on_worker_lost, task.name
