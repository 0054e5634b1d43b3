from celery import shared_task
from django.conf import settings

from apps.queueing import repositories


@shared_task
def prune_tasks() -> int:
    """Forget old done tasks and replayed dead letters. Safe to run twice."""
    return repositories.prune(days=settings.DONE_TASK_DAYS)
