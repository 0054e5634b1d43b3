from typing import Any, Final

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.accounts.avatars import SIZES, addresses_of

SCHEMA: Final = {
    "type": "object",
    "nullable": True,
    "properties": {str(size): {"type": "string", "format": "uri"} for size in SIZES},
    "required": [str(size) for size in SIZES],
    "description": "Addresses of the picture as a square WebP, by its width in pixels.",
}


@extend_schema_field(SCHEMA)
class AvatarField(serializers.Field):
    """Where the pictures are, or `null`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"read_only": True, **kwargs})

    def to_representation(self, value: str) -> dict[str, str] | None:
        if not value:
            return None
        request = self.context.get("request")
        whole = request.build_absolute_uri if request else str
        return {size: whole(address) for size, address in addresses_of(value).items()}
