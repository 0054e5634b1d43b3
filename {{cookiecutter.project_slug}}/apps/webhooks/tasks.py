from celery import shared_task

from services.webhooks.sending import WebhookSender, prune


@shared_task
def send_webhooks() -> int:
    """Send what is due. Any number may run at once."""
    return WebhookSender().run()


@shared_task
def prune_webhooks() -> int:
    """Delete the log of what is over. Safe to run twice."""
    return prune()


def start_sending() -> None:
    send_webhooks.delay()
