"""RSS and Atom: the newest articles, of all or of a category and what is below it."""

from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed

from apps.content.caching import CATEGORIES, LISTS
from apps.content.metadata import address_of
from apps.content.models import Article, Category
from apps.content.repositories import ArticleRepository, CategoryRepository
from apps.content.tree import ids_below, moved_to
from apps.core.caching import get_or_compute, versioned_key
from config.project import PROJECT

KINDS = {"rss": Rss201rev2Feed, "atom": Atom1Feed}
TYPES = {"rss": "application/rss+xml; charset=utf-8", "atom": "application/atom+xml; charset=utf-8"}
LENGTH = 20


class ArticleFeed(Feed):
    description = PROJECT["description"]

    def get_object(self, request: HttpRequest, slug: str = "") -> Category | None:
        if not slug:
            return None
        category = CategoryRepository().find(slug=slug)
        if category is None:
            raise Http404
        return category

    def title(self, category: Category | None) -> str:
        name: str = PROJECT["name"]
        return f"{category} · {name}" if category else name

    def link(self, category: Category | None) -> str:
        return address_of("")

    def items(self, category: Category | None) -> list[Article]:
        below = ids_below(category.slug) if category else None
        return ArticleRepository().newest(LENGTH, categories=below)

    def item_title(self, item: Any) -> str:
        return str(item.title)

    def item_description(self, item: Article) -> str:
        return item.summary

    def item_link(self, item: Article) -> str:
        return address_of(item.slug)

    def item_author_name(self, item: Article) -> str:
        return item.byline

    def item_pubdate(self, item: Article) -> Any:
        return item.published_at

    def item_updateddate(self, item: Article) -> Any:
        return item.updated_at

    def item_categories(self, item: Article) -> list[str]:
        return [tag.name for tag in item.tags.all()]


def feed(request: HttpRequest, kind: str, slug: str = "") -> HttpResponse:
    """Made once, until an article that readers see changes. Categories are followed to new names."""
    if request.method not in ("GET", "HEAD") or kind not in KINDS:
        raise Http404
    made = ArticleFeed()
    made.feed_type = KINDS[kind]
    host = request.build_absolute_uri("/")
    try:
        body = get_or_compute(
            versioned_key("content.feed", kind, slug, host),
            lambda: made(request, slug=slug).content,
            tags=[LISTS, CATEGORIES],
        )
    except Http404:
        present = moved_to(slug)
        if present is None:
            raise
        # Not for ever: another category may take the name.
        return HttpResponsePermanentRedirect(
            reverse("category-feed", args=[present, kind]), headers={"Cache-Control": "no-cache"}
        )
    return HttpResponse(body, content_type=TYPES[kind])
