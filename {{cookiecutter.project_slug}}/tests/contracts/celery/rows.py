from django.utils import timezone
from django_celery_beat.models import (
    ClockedSchedule,
    CrontabSchedule,
    IntervalSchedule,
    PeriodicTask,
    SolarSchedule,
)

from apps.queueing.models import DeadLetter, DoneTask


def every(minutes: int) -> IntervalSchedule:
    return IntervalSchedule.objects.create(every=minutes, period="minutes")


ROWS = {
    "django_celery_beat.ClockedSchedule": lambda _: ClockedSchedule.objects.create(
        clocked_time=timezone.now()
    ),
    "django_celery_beat.CrontabSchedule": lambda number: CrontabSchedule.objects.create(
        minute=str(number)
    ),
    "django_celery_beat.IntervalSchedule": lambda number: every(number + 1),
    "django_celery_beat.PeriodicTask": lambda number: PeriodicTask.objects.create(
        name=f"Task {number}",
        task="apps.queueing.tasks.prune_tasks",
        interval=every(number + 1),
    ),
    "django_celery_beat.SolarSchedule": lambda number: SolarSchedule.objects.create(
        event="sunrise", latitude=number, longitude=number
    ),
    "queueing.DeadLetter": lambda number: DeadLetter.objects.create(
        task="apps.queueing.tasks.prune_tasks", task_id=str(number), error="ValueError"
    ),
    "queueing.DoneTask": lambda number: DoneTask.objects.create(key=f"key {number}"),
}
