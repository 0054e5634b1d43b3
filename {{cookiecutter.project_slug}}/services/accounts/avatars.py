import secrets
from functools import partial
from typing import IO

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from apps.accounts.avatars import SIZES, path_of
from apps.accounts.events import ProfileUpdated
from apps.accounts.models import Profile, User
from apps.accounts.repositories import ProfileRepository
from apps.events.bus import publish
from apps.events.unit_of_work import unit_of_work
from services.errors import Invalid, NotAuthenticated
from utils.images import TooManyPixels, UnreadableImage, squares


class AvatarService:
    """A picture is decoded and stored before a row is locked; old files go after the commit."""

    def __init__(self, profiles: ProfileRepository | None = None) -> None:
        self.profiles = profiles or ProfileRepository()

    def replace(self, *, user: User, file: IO[bytes], size: int) -> Profile:
        """`size` in bytes. Of two pictures at once the later one stays, and no file is left over."""
        avatar = store(_pictures(file, size))
        try:
            return self._set(user, avatar)
        except BaseException:
            remove(avatar)
            raise

    def clear(self, *, user: User) -> Profile:
        return self._set(user, "")

    @unit_of_work()
    def _set(self, user: User, avatar: str) -> Profile:
        profile = self.profiles.lock(user)
        if profile is None or not profile.user.is_active:
            raise NotAuthenticated("session_ended", _("This session has ended. Log in again."))
        former, profile.avatar = profile.avatar, avatar
        self.profiles.save(profile, "avatar")
        publish(ProfileUpdated(user.pk))
        transaction.on_commit(partial(remove, former), robust=True)
        return profile


def store(pictures: dict[int, bytes]) -> str:
    """The name under which all sizes are stored: random, so that nobody can guess another's."""
    avatar = f"avatars/{secrets.token_hex(16)}"
    for size, content in pictures.items():
        default_storage.save(path_of(avatar, size), ContentFile(content))
    return avatar


def remove(avatar: str) -> None:
    """The files of a picture. Those that are gone already do not matter."""
    if avatar:
        for size in SIZES:
            default_storage.delete(path_of(avatar, size))


def _pictures(file: IO[bytes], size: int) -> dict[int, bytes]:
    limit = settings.AVATAR_MAX_BYTES
    if size > limit:
        message = _("The file is too large: at most %(limit)d bytes.") % {"limit": limit}
        raise Invalid("file_too_large", message, "avatar")
    try:
        return squares(file, SIZES, max_pixels=settings.AVATAR_MAX_PIXELS)
    except TooManyPixels as error:
        raise Invalid("too_many_pixels", _("The picture has too many pixels."), "avatar") from error
    except UnreadableImage as error:
        message = _("This is no picture that we can read. Send a JPEG, PNG or WebP.")
        raise Invalid("invalid_image", message, "avatar") from error
