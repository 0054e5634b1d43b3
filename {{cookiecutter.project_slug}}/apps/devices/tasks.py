from celery import shared_task

from services.devices.bridge import prune


@shared_task
def prune_devices() -> int:
    """Delete what devices have said long ago. Safe to run twice."""
    return prune()
