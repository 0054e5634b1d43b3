"""JSON in, strictly: what the database could not store is refused before anybody looks at it."""

from collections.abc import Mapping
from typing import IO, Any, Final

import orjson
from django.conf import settings
from rest_framework import parsers
from rest_framework.exceptions import ParseError

from apps.core.errors.exceptions import PayloadTooLarge

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
