"""The description of the API as bytes. Making it takes most of a second."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.encoding import force_bytes
from django.utils.translation import override, to_language
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularAPIView
from rest_framework.renderers import BaseRenderer

from apps.core.caching import get_or_compute, versioned_key
from apps.core.conditional import tag_of
from utils.fingerprint import fingerprint

# What it is made of. Processes of two releases that run side by side give each their own.
SOURCES: Final = (
    *(f"{folder}/**/*.py" for folder in ("adapters", "apps", "config", "services", "utils")),
    *(f"{folder}/**/*.mo" for folder in ("apps", "locale", "services")),
    "requirements/*.txt",
)
DAY: Final = 86_400  # seconds


@dataclass(frozen=True)
class Document:
    content: bytes
    headers: dict[str, str]


def document(renderer: BaseRenderer, language: str) -> Document:
    """From the cache, so that one process makes it for all."""
    key = versioned_key("openapi", release(), settings.ROOT_URLCONF, renderer.media_type, language)
    return get_or_compute(key, lambda: make(renderer, language), timeout=DAY)


def make(renderer: BaseRenderer, language: str) -> Document:
    """Nothing of a request goes into what others are given."""
    with override(language):
        described = SchemaGenerator().get_schema(public=True)  # type: ignore[no-untyped-call]
        content = force_bytes(renderer.render(described, renderer.media_type))
    headers = {
        "Content-Type": f"{renderer.media_type}; charset=utf-8",
        "Content-Disposition": f'inline; filename="schema.{renderer.format}"',
        "ETag": tag_of(content),
    }
    return Document(content, headers)


def warm() -> None:
    """In the project's languages, in every format."""
    for language in languages():
        for renderer_class in SpectacularAPIView.renderer_classes:
            document(renderer_class(), language)


def languages() -> list[str]:
    folders = [path for root in settings.LOCALE_PATHS for path in Path(root).glob("*/LC_MESSAGES")]
    translated = {to_language(folder.parent.name) for folder in folders}
    return [settings.LANGUAGE_CODE, *sorted(translated - {settings.LANGUAGE_CODE})]


@cache
def release() -> str:
    return fingerprint(settings.BASE_DIR, SOURCES)
