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
    try:
        with Image.open(file, formats=FORMATS) as image:
            if image.width * image.height > max_pixels:
                raise TooManyPixels
            largest = max(sizes)
            image.draft("RGB", (largest, largest))  # a JPEG is decoded no larger than needed
            upright = ImageOps.exif_transpose(image)
            plain = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    except UNREADABLE as error:
        raise UnreadableImage from error
    return {size: _webp(ImageOps.fit(plain, (size, size))) for size in sizes}


def _webp(image: Image.Image) -> bytes:
    image.info = {}  # where Pillow keeps what it would write along: EXIF, XMP, a colour profile
    written = BytesIO()
    image.save(written, "WEBP", quality=QUALITY, exif=b"", xmp=b"", icc_profile=b"")
    return written.getvalue()
