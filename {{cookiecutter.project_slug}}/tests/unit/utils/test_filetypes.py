from io import BytesIO

import pytest

from tests.factories.pictures import picture
from utils.filetypes import ENOUGH, kind_of


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7", "pdf"),
        (picture("PNG"), "png"),
        (picture("JPEG"), "jpeg"),
        (picture("WEBP"), "webp"),
        (b"PK\x03\x04rest", "zip"),
        ("Grüße,\n\tjemand".encode(), "txt"),
        (b"x" * (ENOUGH - 1) + "ß".encode(), "txt"),  # cut in the middle of a character
        (b"a\x00b", None),
        (b"\xff\xfe", None),
        (b"caf\xe9", None),
        (b"MZ\x90\x00", None),
    ],
)
def test_a_file_is_what_it_holds(content: bytes, kind: str | None) -> None:
    file = BytesIO(b"before" + content)
    file.seek(6)

    assert kind_of(file) == kind
    assert file.tell() == 6
