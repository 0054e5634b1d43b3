"""Where the pictures of a profile are."""

from typing import Final

from django.core.files.storage import default_storage

SIZES: Final = (64, 256, 512)  # pixels, of squares


def path_of(avatar: str, size: int) -> str:
    return f"{avatar}/{size}.webp"


def addresses_of(avatar: str) -> dict[str, str]:
    """Of each size, as the storage serves them."""
    return {str(size): default_storage.url(path_of(avatar, size)) for size in SIZES}
