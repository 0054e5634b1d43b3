import pytest
from celery import Task
from django.conf import settings
from django_celery_beat.models import PeriodicTask
from django_celery_beat.schedulers import DatabaseScheduler

from adapters.delivery import BoundedTask
from config.celery import app

QUEUES = {queue.name for queue in settings.CELERY_TASK_QUEUES}


def own_tasks() -> list[Task]:
    app.loader.import_default_modules()
    return [task for name, task in app.tasks.items() if not name.startswith("celery.")]


@pytest.mark.django_db(transaction=True)  # beat closes its connection now and then
def test_every_entry_of_the_schedule_names_a_task_and_reaches_a_queue() -> None:
    tasks = {task.name for task in own_tasks()} | {"celery.backend_cleanup"}

    entries = DatabaseScheduler(app=app).schedule  # copies the settings' entries into the database

    assert set(settings.CELERY_BEAT_SCHEDULE) <= set(entries)
    assert set(PeriodicTask.objects.values_list("name", flat=True)) == set(entries)
    for name, entry in entries.items():
        assert entry.task in tasks, name
        assert app.amqp.router.route(entry.options, entry.task)["queue"].name in QUEUES, name


def test_queues_get_only_what_is_sent_to_them() -> None:
    assert [queue.routing_key for queue in app.amqp.queues.values()] == list(app.amqp.queues)


def test_every_task_goes_to_a_declared_queue() -> None:
    routed = {task.name: app.amqp.router.route({}, task.name)["queue"].name for task in own_tasks()}

    assert routed["adapters.mail.tasks.deliver_mail"] == "critical"
    assert routed["apps.accounts.tasks.prune_sessions"] == "bulk"
    assert set(routed.values()) <= QUEUES


def test_a_task_survives_its_worker() -> None:
    for task in own_tasks():
        assert task.acks_late, task.name
        assert task.reject_on_worker_lost, task.name


def test_no_task_takes_down_one_worker_after_the_other() -> None:
    for task in own_tasks():
        assert isinstance(task, BoundedTask), task.name
