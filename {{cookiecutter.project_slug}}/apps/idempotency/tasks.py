from celery import shared_task

from apps.idempotency.repositories import IdempotencyRepository


@shared_task
def prune_idempotency_keys() -> int:
    """Delete keys that have expired. Safe to run twice."""
    return IdempotencyRepository().delete_expired()
