"""Pictures that strangers send, made into small ones that we may show."""

import struct
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import IO, Final, NamedTuple

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
    largest = max(sizes)
    with _opened(file, max_pixels) as image:
        image.draft("RGB", (largest, largest))  # a JPEG is decoded no larger than needed
        plain = _plain(image)
    return {size: _webp(ImageOps.fit(plain, (size, size))) for size in sizes}


def size_of(file: IO[bytes], *, max_pixels: int) -> tuple[int, int]:
    """What its header says, if it is a picture."""
    with _opened(file, max_pixels) as image:
        return image.size


class Fitted(NamedTuple):
    content: bytes  # WebP, turned upright, with no metadata
    width: int
    height: int


def fitted(file: IO[bytes], sides: Iterable[int], *, max_pixels: int) -> dict[int, Fitted]:
    """The whole picture, its longest side at most so many pixels; never larger than it was."""
    wanted = sorted(sides, reverse=True)
    with _opened(file, max_pixels) as image:
        image.draft("RGB", (wanted[0], wanted[0]))
        plain = _plain(image)
        made = {}
        for side in wanted:
            smaller = plain.copy()
            smaller.thumbnail((side, side))
            made[side] = Fitted(_webp(smaller), *smaller.size)
    return made


def within(file: IO[bytes], longest: int, *, max_pixels: int) -> bytes:
    return fitted(file, [longest], max_pixels=max_pixels)[longest].content


@contextmanager
def _opened(file: IO[bytes], max_pixels: int) -> Iterator[Image.Image]:
    """Whatever goes wrong with it inside is told as one of two things."""
    try:
        with Image.open(file, formats=FORMATS) as image:
            if image.width * image.height > max_pixels:
                raise TooManyPixels
            yield image
    except UNREADABLE as error:
        raise UnreadableImage from error


def _plain(image: Image.Image) -> Image.Image:
    upright = ImageOps.exif_transpose(image)
    return upright.convert("RGBA" if upright.has_transparency_data else "RGB")


def _webp(image: Image.Image) -> bytes:
    image.info = {}  # where Pillow keeps what it would write along: EXIF, XMP, a colour profile
    written = BytesIO()
    image.save(written, "WEBP", quality=QUALITY, exif=b"", xmp=b"", icc_profile=b"")
    return written.getvalue()
