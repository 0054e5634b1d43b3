from uuid import UUID

from celery import shared_task

from apps.content.events import MediaUploaded
from services.content.media import MediaService
from services.content.scheduling import SchedulingService


@shared_task
def move_due_articles() -> int:
    """Publish and archive what is due. Safe to run twice, and at once."""
    return SchedulingService().run()


@shared_task
def make_variants(media_id: str) -> bool:
    """Make a picture's files. Safe to run twice."""
    return MediaService().make_variants(media_id=UUID(media_id))


@shared_task
def make_late_variants() -> int:
    return MediaService().make_late()


def start(event: MediaUploaded) -> None:
    make_variants.delay(str(event.media_id))
