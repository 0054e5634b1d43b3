from celery import shared_task

from apps.events.relay import Relay


@shared_task
def relay_events() -> None:
    """Relay what is due. Any number may run at once."""
    Relay().run()


def start_relay() -> None:
    relay_events.delay()
