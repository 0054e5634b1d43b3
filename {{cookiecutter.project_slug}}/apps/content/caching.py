"""What is out of date when something has happened: tags, as docs/caching.md has them."""

from typing import Final

from apps.content.events import ArticleEvent, CommentEvent

LISTS: Final = "content.articles"
NAMES: Final = "content.names"  # of categories, tags and pictures, which articles show
CATEGORIES: Final = "content.categories"

OF_CATEGORIES: Final = (CATEGORIES, NAMES, LISTS)
OF_TAGS: Final = (NAMES, LISTS)
OF_MEDIA: Final = (NAMES, LISTS)


def of_slug(slug: str) -> str:
    return f"content.article:{slug}"


def counts_of(slug: str) -> str:
    """Reactions, shares and comments: so many that no event tells of each."""
    return f"content.counts:{slug}"


def of_comment(event: CommentEvent) -> tuple[str, ...]:
    return (f"content.comments:{event.slug}", counts_of(event.slug))


def of_article(event: ArticleEvent) -> tuple[str, ...]:
    return (LISTS, of_slug(event.slug)) if event.is_visible else ()
