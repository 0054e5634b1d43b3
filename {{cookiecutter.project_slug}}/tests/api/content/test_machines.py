"""What search engines, feed readers and previews are told."""

from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from tests.api.content.conftest import ARTICLES
from tests.client import Api
from tests.factories.content import ArticleFactory, CategoryFactory, MediaFactory, TagFactory
from tests.queries import at_most

SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def parsed(text: bytes) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - our own


@pytest.fixture(autouse=True)
def front_end(settings: LazySettings, db: None) -> None:
    settings.FRONTEND_URL = "https://news.test"
    settings.DEBUG = False


def test_an_article_tells_what_belongs_in_a_pages_head(api: Api) -> None:
    article = ArticleFactory.create(
        published=True,
        title="Mate",
        seo_keywords="chess, endgame,",
        preview_image=MediaFactory.create(),
    )

    shown = api.get(f"{ARTICLES}{article.slug}/")["metadata"]

    address = f"https://news.test/articles/{article.slug}"
    image = "http://testserver/media/content/x/full.webp"
    assert (shown["title"], shown["description"]) == ("Mate", article.summary)
    assert (shown["keywords"], shown["canonical"]) == (["chess", "endgame"], address)
    assert shown["open_graph"]["og:url"] == address
    assert shown["open_graph"]["og:image"] == image
    assert shown["open_graph"]["twitter:card"] == "summary_large_image"
    assert shown["json_ld"]["headline"] == "Mate"
    assert shown["json_ld"]["image"] == [image]


def test_what_is_written_for_search_engines_comes_first(api: Api) -> None:
    article = ArticleFactory.create(
        published=True,
        seo_title="Checkmate in three",
        seo_description="How to.",
        canonical_url="https://elsewhere.test/mate",
    )

    shown = api.get(f"{ARTICLES}{article.slug}/")["metadata"]

    assert (shown["title"], shown["description"]) == ("Checkmate in three", "How to.")
    assert shown["canonical"] == shown["open_graph"]["og:url"] == "https://elsewhere.test/mate"
    assert "og:image" not in shown["open_graph"]


@pytest.mark.parametrize(
    ("kind", "entry", "content_type"),
    [
        ("rss", "channel/item", "application/rss+xml; charset=utf-8"),
        ("atom", "{http://www.w3.org/2005/Atom}entry", "application/atom+xml; charset=utf-8"),
    ],
)
def test_feeds_hold_the_newest(client: Client, kind: str, entry: str, content_type: str) -> None:
    ArticleFactory.create()
    ArticleFactory.create_batch(
        21, published=True, tags=[TagFactory.create(name="chess")], author=None
    )

    with at_most(2):
        answer = client.get(f"/feeds/articles/{kind}/")
    with at_most(0):
        again = client.get(f"/feeds/articles/{kind}/")

    assert answer["Content-Type"] == content_type
    assert len(parsed(answer.content).findall(entry)) == 20
    assert b"https://news.test/articles/article-" in answer.content
    assert b"chess" in answer.content
    assert again.content == answer.content


def test_a_feed_of_a_category_holds_what_is_below(client: Client) -> None:
    world = CategoryFactory.create(name="World")
    asia = CategoryFactory.create(parent=world)
    ArticleFactory.create(published=True, title="Monsoon", category=asia)
    ArticleFactory.create(published=True, title="Elsewhere")

    text = client.get(f"/feeds/categories/{world.slug}/rss/").content.decode()

    assert "World" in text
    assert "Monsoon" in text
    assert "Elsewhere" not in text


def test_a_feed_shows_what_is_published_at_once(api: Api, editor_api: Api) -> None:
    article = ArticleFactory.create(in_review=True, title="Mate")
    assert b"Mate" not in api.client.get("/feeds/articles/rss/").content

    editor_api.post(
        f"/api/v1/editorial/articles/{article.pk}/transitions/",
        {"transition": "publish"},
        expect=200,
    )

    assert b"Mate" in api.client.get("/feeds/articles/rss/").content


@pytest.mark.parametrize(
    "address",
    [
        "/feeds/articles/json/",
        "/feeds/categories/none/rss/",
        "/sitemap-other.xml",
        "/sitemap-articles.xml?p=9",
        "/sitemap-articles.xml?p=x",
    ],
)
def test_what_is_not_there(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/feeds/articles/rss/", "/sitemap.xml", "/robots.txt"])
def test_they_are_read_alone(client: Client, address: str) -> None:
    assert client.post(address).status_code == 404


def test_the_sitemap_leads_to_the_front_end(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("apps.content.sitemaps.ArticleSitemap.limit", 2)
    articles = ArticleFactory.create_batch(3, published=True)
    ArticleFactory.create()

    index = parsed(client.get("/sitemap.xml").content)
    pages = [str(node.text) for node in index.findall("s:sitemap/s:loc", SITEMAP)]
    found = [
        str(node.text)
        for page in pages
        for node in parsed(client.get(page).content).findall("s:url/s:loc", SITEMAP)
    ]

    assert pages == [
        "http://testserver/sitemap-articles.xml",
        "http://testserver/sitemap-articles.xml?p=2",
    ]
    assert sorted(found) == [f"https://news.test/articles/{article.slug}" for article in articles]


def test_a_page_of_the_sitemap_is_made_once(client: Client) -> None:
    ArticleFactory.create(published=True)
    client.get("/sitemap-articles.xml")

    with at_most(0):
        client.get("/sitemap-articles.xml")


def test_search_engines_are_told_what_to_leave_alone_and_where_the_sitemap_is(
    client: Client,
) -> None:
    with at_most(0):
        answer = client.get("/robots.txt")

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode() == (
        "User-agent: *\nDisallow: /admin/\nDisallow: /api/\n\n"
        "Sitemap: http://testserver/sitemap.xml\n"
    )
    rules = RobotFileParser()
    rules.parse(answer.content.decode().splitlines())
    closed = [reverse("admin:index"), reverse("articles-list"), reverse("schema")]
    assert [rules.can_fetch("*", address) for address in closed] == [False] * 3
    (sitemap,) = rules.site_maps() or []
    assert rules.can_fetch("*", "/sitemap.xml")
    assert rules.can_fetch("*", "/feeds/articles/rss/")
    assert client.get(sitemap).status_code == 200


def test_an_empty_site_has_a_sitemap(client: Client) -> None:
    assert client.get("/sitemap.xml").status_code == 200
