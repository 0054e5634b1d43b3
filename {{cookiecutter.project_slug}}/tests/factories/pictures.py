"""Files as a phone, or an attacker, would send them."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def picture(
    kind: str = "PNG",
    size: tuple[int, int] = (40, 30),
    mode: str = "RGB",
    colour: Any = "red",
    **options: Any,
) -> bytes:
    written = BytesIO()
    Image.new(mode, size, colour).save(written, kind, **options)
    return written.getvalue()


def upload(content: bytes, name: str = "me.png", kind: str = "image/png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, kind)
