"""Pictures that strangers send, made into small ones that we may show."""

import struct
import zlib
from collections.abc import Iterable
from io import BytesIO
from typing import IO, Final

from PIL import Image, ImageOps

FORMATS: Final = ("JPEG", "PNG", "WEBP")  # no other decoder ever sees the bytes
QUALITY: Final = 85
# What Pillow raises for bytes that are no picture, or a broken one.
UNREADABLE: Final = (
    OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, OverflowError,
    struct.error, zlib.error, Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip


class UnreadableImage(Exception):
    """No JPEG, PNG or WebP, whatever its name or declared type says."""


class TooManyPixels(Exception):
    """Refused by its header, before it is decoded."""


def squares(file: IO[bytes], sizes: Iterable[int], *, max_pixels: int) -> dict[int, bytes]:
    """The picture's middle as a WebP of each size (pixels), turned upright, with no metadata."""
    plain = _decoded(file, max(sizes), max_pixels)
    return {size: _webp(ImageOps.fit(plain, (size, size))) for size in sizes}


def within(file: IO[bytes], longest: int, *, max_pixels: int) -> bytes:
    """The whole picture as a WebP, its longer side no longer than that, upright, without metadata."""
    plain = _decoded(file, longest, max_pixels)
    plain.thumbnail((longest, longest))
    return _webp(plain)


def _decoded(file: IO[bytes], longest: int, max_pixels: int) -> Image.Image:
    try:
        with Image.open(file, formats=FORMATS) as image:
            if image.width * image.height > max_pixels:
                raise TooManyPixels
            image.draft("RGB", (longest, longest))  # a JPEG is decoded no larger than needed
            upright = ImageOps.exif_transpose(image)
            return upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    except UNREADABLE as error:
        raise UnreadableImage from error


def _webp(image: Image.Image) -> bytes:
    image.info = {}  # where Pillow keeps what it would write along: EXIF, XMP, a colour profile
    written = BytesIO()
    image.save(written, "WEBP", quality=QUALITY, exif=b"", xmp=b"", icc_profile=b"")
    return written.getvalue()
