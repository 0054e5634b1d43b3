import secrets
from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from typing import IO, Any, Final
from uuid import UUID

import structlog
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage, storages
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.content.events import MediaChanged, MediaUploaded
from apps.content.models import Media
from apps.content.models.media import MediaState
from apps.content.repositories import MediaRepository
from apps.events.bus import publish
from apps.events.unit_of_work import unit_of_work
from services.errors import Invalid, NotFound
from utils.images import TooManyPixels, UnreadableImage, fitted, size_of

# The longest side of each, in pixels. A picture is never made larger than it is.
VARIANTS: Final = {"thumbnail": 320, "card": 800, "full": 1920}
LATE: Final = timedelta(minutes=5)  # after which a picture that is not ready is tried again
BATCH: Final = 50
log = structlog.get_logger("content")


class MediaService:
    """Pictures: looked at as they come, made anew by a task, shown when they are ready."""

    def __init__(self, media: MediaRepository | None = None) -> None:
        self.media = media or MediaRepository()

    def upload(self, *, by: User, file: IO[bytes], name: str, size: int, alt: str = "") -> Media:
        """`size` in bytes. Refused by its header if it is no picture, or has too many pixels."""
        require_picture(file, size)
        stored = private().save(f"content/{secrets.token_hex(16)}", ContentFile(file.read()))
        try:
            return self._add(by, name, alt, stored)
        except BaseException:
            private().delete(stored)
            raise

    @unit_of_work()
    def _add(self, by: User, name: str, alt: str, stored: str) -> Media:
        media = Media(owner=by, name=name[-120:], alt=alt, original=stored)
        media.save(force_insert=True)
        publish(MediaUploaded(media.pk))
        return media

    def make_variants(self, *, media_id: UUID) -> bool:
        """Whether they were made now. Of two at once, one's are kept."""
        media = self.media.pending(media_id)
        if media is None:
            return False
        limit = settings.CONTENT_IMAGE_MAX_PIXELS
        try:
            with private().open(media.original) as file:
                made = fitted(file, VARIANTS.values(), max_pixels=limit)
        except (UnreadableImage, TooManyPixels) as error:
            log.warning("picture_refused", media_id=str(media_id), reason=type(error).__name__)
            self._settle(media, state=MediaState.FAILED)
            return False
        folder = f"content/{secrets.token_hex(16)}"
        files = {
            name: default_storage.save(f"{folder}/{name}.webp", ContentFile(made[side].content))
            for name, side in VARIANTS.items()
        }
        largest = made[VARIANTS["full"]]
        size = {"width": largest.width, "height": largest.height}
        if not self._settle(media, state=MediaState.READY, **size, **files):
            remove(default_storage, files.values())
            return False
        return True

    def make_late(self) -> int:
        """Pictures whose task was lost. For a schedule."""
        late = self.media.late(before=timezone.now() - LATE, limit=BATCH)
        return sum(self.make_variants(media_id=media_id) for media_id in late)

    @unit_of_work()
    def describe(self, *, media_id: UUID, alt: str | None) -> Media:
        media = self._locked(media_id)
        media.alt = media.alt if alt is None else alt
        media.save(update_fields=["alt", "updated_at"])
        publish(MediaChanged(media.pk))
        return media

    @unit_of_work()
    def delete(self, *, media_id: UUID) -> None:
        """Articles that show it go on without."""
        media = self._locked(media_id)
        files = [getattr(media, name).name for name in VARIANTS]
        original = media.original
        self.media.remove(media)
        transaction.on_commit(partial(remove, default_storage, files), robust=True)
        transaction.on_commit(partial(remove, private(), [original]), robust=True)
        publish(MediaChanged(media_id))

    @unit_of_work()
    def _settle(self, media: Media, **values: Any) -> bool:
        if not self.media.settle(media, original="", **values):
            return False
        transaction.on_commit(partial(remove, private(), [media.original]), robust=True)
        publish(MediaChanged(media.pk))
        return True

    def _locked(self, media_id: UUID) -> Media:
        try:
            return self.media.locked(pk=media_id)
        except Media.DoesNotExist as error:
            raise NotFound("not_found", _("There is no such picture.")) from error


def private() -> Storage:
    return storages["private"]


def remove(storage: Storage, names: Iterable[str]) -> None:
    for name in filter(None, names):
        storage.delete(name)


def require_picture(file: IO[bytes], size: int) -> None:
    limit = settings.CONTENT_IMAGE_MAX_BYTES
    if size > limit:
        message = _("The file is too large: at most %(limit)d bytes.") % {"limit": limit}
        raise Invalid("file_too_large", message, "file")
    try:
        size_of(file, max_pixels=settings.CONTENT_IMAGE_MAX_PIXELS)
    except TooManyPixels as error:
        raise Invalid("too_many_pixels", _("The picture has too many pixels."), "file") from error
    except UnreadableImage as error:
        message = _("This is no picture that we can read. Send a JPEG, PNG or WebP.")
        raise Invalid("invalid_image", message, "file") from error
    file.seek(0)
