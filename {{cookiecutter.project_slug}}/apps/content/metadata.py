"""What search engines and previews are told of an article, for a front end's head."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings

from apps.content.models import Media


def address_of(slug: str) -> str:
    """Where readers find it."""
    path: str = settings.CONTENT_ARTICLE_PATH.format(slug=slug)
    return f"{settings.FRONTEND_URL}{path}"


class Facts(NamedTuple):
    """The columns that it is made of."""

    slug: str
    title: str
    summary: str
    byline: str
    seo_title: str
    seo_description: str
    seo_keywords: str
    canonical_url: str
    published_at: datetime | None
    updated_at: datetime
    preview_image__full: str | None
    cover__full: str | None


def metadata_of(article: Facts, absolute: Callable[[str], str]) -> dict[str, Any]:
    """`absolute` makes an address of this site whole."""
    title = article.seo_title or article.title
    description = article.seo_description or article.summary
    canonical = article.canonical_url or address_of(article.slug)
    image = image_of(article, absolute)
    published = article.published_at.isoformat() if article.published_at else None
    return {
        "title": title,
        "description": description,
        "keywords": [word.strip() for word in article.seo_keywords.split(",") if word.strip()],
        "canonical": canonical,
        "open_graph": {
            "og:type": "article",
            "og:title": title,
            "og:description": description,
            "og:url": canonical,
            **({"og:image": image} if image else {}),
            **({"article:published_time": published} if published else {}),
            "twitter:card": "summary_large_image" if image else "summary",
        },
        "json_ld": {
            "@context": "https://schema.org",
            "@type": "Article",
            "headline": title,
            "description": description,
            "mainEntityOfPage": canonical,
            "datePublished": published,
            "dateModified": article.updated_at.isoformat(),
            **({"author": {"@type": "Person", "name": article.byline}} if article.byline else {}),
            **({"image": [image]} if image else {}),
        },
    }


def image_of(article: Facts, absolute: Callable[[str], str]) -> str | None:
    """The picture of previews, or else the cover; none while its files are being made."""
    chosen = article.preview_image__full
    name = article.cover__full if chosen is None else chosen
    storage = Media._meta.get_field("full").storage
    return absolute(storage.url(name)) if name else None
