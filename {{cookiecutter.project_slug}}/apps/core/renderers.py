"""JSON by orjson: the bytes of DRF's own renderer, several times faster."""

from collections.abc import Mapping
from typing import Any, Final

import orjson
from rest_framework import renderers
from rest_framework.utils.encoders import JSONEncoder

# Dates go through DRF's encoder, which writes them in its own way.
OPTIONS: Final = orjson.OPT_PASSTHROUGH_DATETIME
LINE_SEPARATORS: Final = ((b"\xe2\x80\xa8", b"\\u2028"), (b"\xe2\x80\xa9", b"\\u2029"))
LEAD: Final = b"\xe2\x80"


class JSONRenderer(renderers.JSONRenderer):
    """What orjson refuses (whole numbers beyond 64 bits, keys that are no text) DRF renders.

    Unlike DRF's, numbers that JSON does not know (NaN, infinities) become ``null``, and very small
    or large floats are written with another exponent: ``1e16``, not ``1e+16``.
    """

    default = JSONEncoder().default

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        if data is None:
            return b""
        if accepted_media_type and "indent" in accepted_media_type:
            return super().render(data, accepted_media_type, renderer_context)
        try:
            body = orjson.dumps(data, self.default, OPTIONS)
        except TypeError:
            return super().render(data, accepted_media_type, renderer_context)
        if LEAD in body:  # valid JSON, but not valid JavaScript of old
            for character, escape in LINE_SEPARATORS:
                body = body.replace(character, escape)
        return body
