"""What the API's description says of accounts beyond the serializers."""

from typing import Final

from drf_spectacular.utils import OpenApiExample

# Of the validators in `AUTH_PASSWORD_VALIDATORS`.
PASSWORD_CODES: Final = [
    "password_too_short",
    "password_too_similar",
    "password_too_common",
    "password_entirely_numeric",
]


def detail_example(detail: str, status: int) -> OpenApiExample:
    return OpenApiExample(
        "Accepted", value={"detail": detail}, response_only=True, status_codes=[str(status)]
    )
