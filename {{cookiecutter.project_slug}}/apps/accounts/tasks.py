from celery import shared_task

from services.accounts.sessions import SessionService


@shared_task
def prune_sessions() -> int:
    """Delete sessions that no token can belong to any more. Safe to run twice."""
    return SessionService().forget_expired()
