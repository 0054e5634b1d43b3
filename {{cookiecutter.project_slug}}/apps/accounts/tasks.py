from celery import shared_task
from django.core.management import call_command


@shared_task(queue="bulk")
def purge_expired_tokens() -> None:
    """Delete what is known of refresh tokens that have expired, used or not."""
    call_command("flushexpiredtokens")
