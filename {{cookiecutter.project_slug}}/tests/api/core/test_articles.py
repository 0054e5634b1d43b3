"""A resource over HTTP: what it shows, how it is chosen, and what writing it answers."""

from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from tests.client import Api
from tests.factories.accounts import UserFactory
from tests.factories.library import (
    ArticleFactory,
    AuthorFactory,
    CategoryFactory,
    TagFactory,
)
from tests.library.models import Article

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.library.urls")]

ARTICLES = "/api/v1/library/articles/"
HEADLINES = "/api/v1/library/headlines/"


def detail(article: Article, query: str = "") -> str:
    return f"{ARTICLES}{article.pk}/{query}"


def titles(page: Any) -> list[str]:
    return [row["title"] for row in page["results"]]


@time_machine.travel("2026-11-23T12:00:00Z", tick=False)
def test_a_list_shows_everything_nested(api: Api, user: User) -> None:
    auth_api = api.log_in(user)
    author = AuthorFactory.create(name="Ada", email="ada@acme.test")
    category = CategoryFactory.create(name="Computing", slug="computing")
    light, heavy = (
        TagFactory.create(name="light", weight=1),
        TagFactory.create(name="heavy", weight=2),
    )
    article = ArticleFactory.create(
        published=True,
        title="Notes",
        author=author,
        category=category,
        tags=[light, heavy],
        price="9.90",
        rating=4.5,
        reference="6a1f0f3e-0d5b-4c55-8f3e-2f1a6a1f0f3e",
    )

    page = auth_api.get(ARTICLES)

    assert page == {
        "count": 1,
        "next": None,
        "previous": None,
        "results": [
            {
                "id": article.pk,
                "title": "Notes",
                "body": "Once upon a time",
                "status": "published",
                "is_featured": False,
                "views": 0,
                "rating": 4.5,
                "price": "9.90",
                "reference": "6a1f0f3e-0d5b-4c55-8f3e-2f1a6a1f0f3e",
                "extra": {},
                "published_at": "2026-11-23T10:30:00Z",
                "embargo": None,
                "daily_at": None,
                "reading_time": None,
                "author": {
                    "id": author.pk,
                    "name": "Ada",
                    "email": "ada@acme.test",
                    "born": None,
                },
                "category": {"id": category.pk, "name": "Computing", "slug": "computing"},
                "tags": [
                    {"id": heavy.pk, "name": "heavy"},
                    {"id": light.pk, "name": "light"},
                ],
                "created_at": "2026-11-23T12:00:00Z",
                "updated_at": "2026-11-23T12:00:00Z",
            }
        ],
    }
    assert auth_api.get(detail(article)) == page["results"][0]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=published", ["B"]),
        ("min_views=5", ["B", "C"]),
        ("min_views=5&ordering=-views", ["C", "B"]),
        ("search=grace", ["C"]),
        ("ordering=-title", ["C", "B", "A"]),
        ("ordering=author__name", ["A", "B", "C"]),
        ("ordering=nothing,title", ["A", "B", "C"]),
        ("search=nothing", []),
    ],
)
def test_filters_search_and_order(auth_api: Api, query: str, found: list[str]) -> None:
    ada, grace = AuthorFactory.create(name="Ada"), AuthorFactory.create(name="Grace")
    ArticleFactory.create(title="A", author=ada, tags=TagFactory.create_batch(2))
    ArticleFactory.create(title="B", author=ada, views=5, published=True)
    ArticleFactory.create(title="C", author=grace, views=9)

    page = auth_api.get(
        f"{ARTICLES}?{query}" if "ordering" in query else f"{ARTICLES}?{query}&ordering=title"
    )

    assert titles(page) == found
    assert page["count"] == len(found)


def test_a_filter_over_many_rows_counts_each_article_once(auth_api: Api) -> None:
    first, second = TagFactory.create_batch(2)
    ArticleFactory.create(title="A", tags=[first, second])
    ArticleFactory.create(title="B", tags=[second])
    ArticleFactory.create(title="C")

    page = auth_api.get(f"{ARTICLES}?tags={first.pk}&tags={second.pk}&ordering=title")

    assert (titles(page), page["count"]) == (["A", "B"], 2)
    assert len(page["results"][0]["tags"]) == 2


def test_a_wrong_filter_is_named(auth_api: Api) -> None:
    auth_api.get(f"{ARTICLES}?status=lost&min_views=x", expect=400)

    assert sorted(auth_api.codes()) == [("min_views", "invalid"), ("status", "invalid_choice")]


@pytest.mark.parametrize("path", [ARTICLES, HEADLINES])
def test_queries_do_not_grow_with_rows(
    auth_api: Api, path: str, django_assert_num_queries: Any
) -> None:
    ArticleFactory.create(tags=TagFactory.create_batch(2))
    with django_assert_num_queries(4 if path == ARTICLES else 2):  # session, COUNT, rows, tags
        auth_api.get(path)
    ArticleFactory.create_batch(12, tags=TagFactory.create_batch(3))

    with django_assert_num_queries(4 if path == ARTICLES else 2):
        assert len(auth_api.get(path)["results"]) == 13


def test_rows_are_counted_without_joins(auth_api: Api) -> None:
    ArticleFactory.create(tags=[TagFactory.create()])

    with CaptureQueriesContext(connection) as queries:
        auth_api.get(f"{ARTICLES}?ordering=author__name")

    (count,) = [query["sql"] for query in queries if "COUNT" in query["sql"]]
    assert "JOIN" not in count
    assert "ORDER" not in count


def test_chosen_fields(auth_api: Api) -> None:
    article = ArticleFactory.create(author__name="Ada", tags=[TagFactory.create(name="new")])
    query = "?fields=title,author.name,tags&exclude=tags.id"
    shown = {"title": article.title, "author": {"name": "Ada"}, "tags": [{"name": "new"}]}

    assert auth_api.get(f"{ARTICLES}{query}")["results"] == [shown]
    assert auth_api.get(detail(article, query)) == shown
    assert auth_api.patch(detail(article, query), {"views": 3}) == shown


def test_left_out_fields(auth_api: Api) -> None:
    article = ArticleFactory.create()

    shown = auth_api.get(detail(article, "?exclude=body,author.email"))

    assert "body" not in shown
    assert shown["author"].keys() == {"id", "name", "born"}


@pytest.mark.parametrize(
    ("query", "attr", "detail"),
    [
        ("fields=titel", "fields", "'titel' is unknown; did you mean 'title'?"),
        (
            "exclude=author.emil",
            "exclude",
            "'author.emil' is unknown; did you mean 'author.email'?",
        ),
        ("fields=tags.zzz", "fields", "'tags.zzz' is unknown; choose from id, name."),
        ("fields=title.x", "fields", "'title.x' is unknown: 'title' has no fields to choose from."),
        ("fields=a.b.c.d", "fields", "'a.b.c.d' is nested too deeply: at most 3 names."),
        ("fields=" + "title," * 60, "fields", "Name at most 50 fields."),
    ],
)
@pytest.mark.parametrize("rows", [0, 1])
def test_unknown_fields_are_refused(
    auth_api: Api, query: str, attr: str, detail: str, rows: int
) -> None:
    ArticleFactory.create_batch(rows)

    body = auth_api.get(f"{ARTICLES}?{query}", expect=400)

    assert [(error["attr"], error["detail"]) for error in body["errors"]] == [(attr, detail)]


def test_an_unknown_field_stops_a_write(auth_api: Api) -> None:
    article = ArticleFactory.create(views=1)

    auth_api.patch(detail(article, "?fields=nothing"), {"views": 2}, expect=400)

    article.refresh_from_db()
    assert article.views == 1


def test_a_write_takes_keys_and_shows_objects(
    auth_api: Api, django_assert_num_queries: Any
) -> None:
    author, tag = AuthorFactory.create(name="Ada"), TagFactory.create(name="new")

    created = auth_api.post(
        ARTICLES, {"title": "T", "author": author.pk, "tags": [tag.pk], "price": "1.5"}
    )

    assert created == auth_api.get(detail(Article.objects.get()))
    assert created["author"]["name"] == "Ada"
    assert created["tags"] == [{"id": tag.pk, "name": "new"}]
    assert created["price"] == "1.50"


def test_put_needs_everything_and_patch_does_not(auth_api: Api) -> None:
    article = ArticleFactory.create(title="Old", views=7)

    auth_api.put(detail(article), {"title": "New"}, expect=400)
    assert auth_api.codes() == [("author", "required")]

    shown = auth_api.patch(detail(article), {"title": "New"})
    assert (shown["title"], shown["views"]) == ("New", 7)


def test_delete(auth_api: Api) -> None:
    article = ArticleFactory.create()

    auth_api.delete(detail(article))

    assert not Article.objects.exists()
    auth_api.get(detail(article), expect=404)


@pytest.mark.parametrize("key", ["0", "x", "9" * 30, "9" * 5000, "1%00", "-1", "٣"])
def test_a_key_that_is_none_is_not_found(auth_api: Api, key: str) -> None:
    auth_api.get(f"{ARTICLES}{key}/", expect=404)

    assert auth_api.codes() == [(None, "not_found")]


def test_a_text_key_with_nul_is_not_found(api: Api) -> None:
    api.log_in(UserFactory.create(admin=True)).get("/api/v1/library/categories/a%00b/", expect=404)


@pytest.mark.parametrize("query", ["status=%00", "page=%00", "ordering=%00", "fields=%00"])
def test_nul_in_a_query_does_no_harm(auth_api: Api, query: str) -> None:
    auth_api.get(
        f"{ARTICLES}?{query}",
        expect=200 if "ordering" in query else 404 if "page" in query else 400,
    )
