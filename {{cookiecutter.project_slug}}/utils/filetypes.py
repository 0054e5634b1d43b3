"""What a file is, by its content: names and declared types say what their sender likes."""

from typing import IO, Final

ENOUGH: Final = 4096  # bytes
SIGNATURES: Final = {
    b"%PDF-": "pdf",
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpeg",
    b"PK\x03\x04": "zip",  # those of office programs are some
}


def kind_of(file: IO[bytes]) -> str | None:
    """`pdf`, `png`, `jpeg`, `webp`, `zip`, `txt`, or None. The file is where it was afterwards."""
    before = file.tell()
    head = file.read(ENOUGH)
    file.seek(before)
    for signature, kind in SIGNATURES.items():
        if head.startswith(signature):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    return "txt" if is_text(head) else None


def is_text(head: bytes) -> bool:
    """UTF-8 without control characters. A character may be cut at the end of what was read."""
    try:
        text = head.decode()
    except UnicodeDecodeError as error:
        if error.start < len(head) - 3 or len(head) < ENOUGH:
            return False
        text = head[: error.start].decode()
    return all(letter.isprintable() or letter in "\t\n\r" for letter in text)
