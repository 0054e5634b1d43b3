"""The sitemap: an index of pages, each with so many articles and no more."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap, views
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from apps.content.models import Article
from apps.content.repositories import ArticleRepository
from apps.core.caching import get_or_compute, versioned_key

SECONDS = 3600  # for which a page is kept: search engines do not come more often
XML = "application/xml"


class ArticleSitemap(Sitemap):
    limit = 10_000

    def items(self) -> QuerySet[Article]:
        return ArticleRepository().mapped()

    def location(self, item: Any) -> str:
        path: str = settings.CONTENT_ARTICLE_PATH.format(slug=item.slug)
        return f"{urlsplit(settings.FRONTEND_URL).path}{path}"

    def lastmod(self, item: Article) -> Any:
        return item.updated_at

    def get_latest_lastmod(self) -> Any:
        """Of the index. Django's own way would read every row."""
        return ArticleRepository().last_change()

    def get_domain(self, site: Any = None) -> str:
        """Articles are read on the front end."""
        return str(urlsplit(settings.FRONTEND_URL).netloc)

    def get_protocol(self, protocol: str | None = None) -> str:
        return str(urlsplit(settings.FRONTEND_URL).scheme)


SITEMAPS: dict[str, Any] = {"articles": ArticleSitemap}


def index(request: HttpRequest) -> HttpResponse:
    return _kept(
        request, "index", lambda: views.index(request, SITEMAPS, sitemap_url_name="sitemap-page")
    )


def page(request: HttpRequest, section: str) -> HttpResponse:
    number = request.GET.get("p", "1")
    return _kept(
        request, f"{section}:{number[:9]}", lambda: views.sitemap(request, SITEMAPS, section)
    )


def _kept(request: HttpRequest, name: str, make: Any) -> HttpResponse:
    if request.method not in ("GET", "HEAD"):
        raise Http404

    def render() -> bytes:
        answer = make()
        answer.render()
        return bytes(answer.content)

    key = versioned_key("content.sitemap", name, request.build_absolute_uri("/"))
    return HttpResponse(get_or_compute(key, render, timeout=SECONDS), content_type=XML)
