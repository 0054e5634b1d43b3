"""JSON in, strictly: what the database could not store is refused before anybody looks at it."""

from collections.abc import Mapping
from typing import IO, Any, Final

import orjson
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from rest_framework import parsers
from rest_framework.exceptions import ParseError

from apps.core.errors.exceptions import PayloadTooLarge

OVERHEAD: Final = 65_536  # bytes: what a form needs besides its files
NUL: Final = "\x00"
ESCAPED_NUL: Final = b"\\u0000"


class JSONParser(parsers.JSONParser):
    """Refuses what is not UTF-8, NaN, lone surrogates, NUL, and nesting beyond 1024 levels."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        body = stream.read(limit + 1)
        if len(body) > limit:
            raise PayloadTooLarge
        try:
            data = orjson.loads(body)
        except orjson.JSONDecodeError as error:
            raise ParseError(f"JSON parse error: {error}") from error
        if ESCAPED_NUL in body and holds_nul(data):
            raise ParseError("JSON parse error: text must not hold the character NUL")
        return data


class UploadParser(parsers.MultiPartParser):
    """A form with files, no larger than the view's `max_upload_bytes` and what surrounds them.

    Refused by its declared length, which the server in front of Django holds the body to, before
    anything is read.
    """

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        context = parser_context or {}
        declared = context["request"].META.get("CONTENT_LENGTH") or "0"
        if not declared.isdigit() or int(declared) > context["view"].max_upload_bytes + OVERHEAD:
            raise PayloadTooLarge
        try:
            return super().parse(stream, media_type, parser_context)
        except SuspiciousOperation as error:  # too many fields or files, or too much text in them
            raise PayloadTooLarge from error


def holds_nul(data: Any) -> bool:
    match data:
        case str():
            return NUL in data
        case dict():
            return any(NUL in key or holds_nul(value) for key, value in data.items())
        case list():
            return any(map(holds_nul, data))
        case _:
            return False
