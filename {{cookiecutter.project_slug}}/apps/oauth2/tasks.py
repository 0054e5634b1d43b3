from celery import shared_task
from oauth2_provider.models import clear_expired


@shared_task
def prune_oauth2_tokens() -> None:
    """Delete tokens and codes that have expired. Safe to run twice."""
    clear_expired()
