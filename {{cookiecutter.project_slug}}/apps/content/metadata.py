"""What search engines and previews are told of an article, for a front end's head."""

from collections.abc import Callable
from typing import Any

from django.conf import settings

from apps.content.models import Article


def address_of(slug: str) -> str:
    """Where readers find it."""
    path: str = settings.CONTENT_ARTICLE_PATH.format(slug=slug)
    return f"{settings.FRONTEND_URL}{path}"


def metadata_of(article: Article, absolute: Callable[[str], str]) -> dict[str, Any]:
    """`absolute` makes an address of this site whole."""
    title = article.seo_title or article.title
    description = article.seo_description or article.summary
    canonical = article.canonical_url or address_of(article.slug)
    shown = article.preview_image or article.cover
    image = absolute(shown.full.url) if shown and shown.full else None
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
