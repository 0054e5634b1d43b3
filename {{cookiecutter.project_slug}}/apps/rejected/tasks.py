from celery import shared_task

from apps.rejected.queue import collect


@shared_task
def collect_rejected() -> int:
    """Make dead letters of what workers refused. Safe to run twice."""
    return collect()
