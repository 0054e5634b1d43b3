"""Files that clients send: bounded, known by what they hold, and named by us."""

import secrets
from collections.abc import Iterable
from typing import IO, Any, Final

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from utils.filetypes import kind_of
from utils.images import TooManyPixels, UnreadableImage, within

MAX_PIXELS: Final = 25_000_000  # width times height
LONGEST: Final = 2048  # pixels of the longer side, as pictures are stored


def private() -> Storage:
    """For models: what is never served by its address, but by a view that asks who is calling."""
    return storages["private"]


class UploadField(serializers.FileField):
    """A file of one of these `kinds`, told by its first bytes, whatever its name says.

    It gets a random name with the ending of its kind, so no name of a client reaches a storage.
    """

    default_error_messages = {
        "file_too_large": _("The file is too large: at most {max_bytes} bytes."),
        "unknown_kind": _("Send one of these: {kinds}."),
    }

    def __init__(self, *, kinds: Iterable[str], max_bytes: int, **kwargs: Any) -> None:
        self.kinds, self.max_bytes = tuple(kinds), max_bytes
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> File:
        file: Any = super().to_internal_value(data)
        if file.size > self.max_bytes:
            self.fail("file_too_large", max_bytes=self.max_bytes)
        return self.accepted(file)

    def accepted(self, file: Any) -> File:
        kind = kind_of(file)
        if kind not in self.kinds:
            self.fail("unknown_kind", kinds=", ".join(self.kinds))
        file.name = f"{secrets.token_hex(16)}.{kind}"
        return file  # type: ignore[no-any-return]


class PictureField(UploadField):
    """A JPEG, PNG or WebP, made anew as a WebP without metadata, and no larger than we show."""

    default_error_messages = {
        "too_many_pixels": _("The picture has too many pixels."),
        "invalid_image": _("This is no picture that we can read. Send a JPEG, PNG or WebP."),
    }

    def __init__(self, *, max_bytes: int, **kwargs: Any) -> None:
        super().__init__(kinds=("jpeg", "png", "webp"), max_bytes=max_bytes, **kwargs)

    def accepted(self, file: IO[bytes]) -> File:
        try:
            content = within(file, LONGEST, max_pixels=MAX_PIXELS)
        except TooManyPixels:
            self.fail("too_many_pixels")
        except UnreadableImage:
            self.fail("invalid_image")
        return ContentFile(content, f"{secrets.token_hex(16)}.webp")
