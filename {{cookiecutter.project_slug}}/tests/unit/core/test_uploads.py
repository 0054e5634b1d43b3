from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from rest_framework.exceptions import ValidationError

from apps.core.uploads import LONGEST, PictureField, UploadField
from tests.factories.pictures import picture, upload

PDF = b"%PDF-1.7\n"


def code(field: Any, content: bytes) -> str:
    with pytest.raises(ValidationError) as caught:
        field.run_validation(upload(content))
    found: Any = caught.value.get_codes()
    return str(found[0])


def test_a_file_is_known_by_its_content_and_named_by_us() -> None:
    field = UploadField(kinds=("pdf", "png"), max_bytes=1000)

    named = field.run_validation(upload(PDF, "../../etc/passwd.exe", "text/html")).name

    assert named.endswith(".pdf")
    assert len(named) == 36


@pytest.mark.parametrize(
    ("content", "expected"),
    [(b"x" * 1001, "file_too_large"), (b"", "empty"), (b"MZ\x00", "unknown_kind")],
)
def test_what_may_not_be_is_refused(content: bytes, expected: str) -> None:
    assert code(UploadField(kinds=("pdf",), max_bytes=1000), content) == expected


def test_a_picture_is_made_anew_and_no_larger_than_is_shown() -> None:
    exif = Image.Exif()
    exif[0x010E] = "where I live"
    sent = picture("JPEG", (LONGEST * 2, 100), exif=exif)

    made = PictureField(max_bytes=10_000_000).run_validation(upload(sent))

    assert isinstance(made, ContentFile)
    with Image.open(BytesIO(made.read())) as shown:
        assert (shown.format, shown.size) == ("WEBP", (LONGEST, 50))
        assert not shown.getexif()


@pytest.mark.parametrize(
    ("content", "expected"), [(PDF, "invalid_image"), (picture()[:50], "invalid_image")]
)
def test_what_is_no_picture_is_refused(content: bytes, expected: str) -> None:
    assert code(PictureField(max_bytes=1000), content) == expected


def test_a_picture_of_too_many_pixels_is_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apps.core.uploads.MAX_PIXELS", 1000)

    assert code(PictureField(max_bytes=100_000), picture(size=(40, 30))) == "too_many_pixels"
