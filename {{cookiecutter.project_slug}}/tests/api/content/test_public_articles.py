from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.content.models import Article, Status
from apps.content.serializers.public import ArticleCardSerializer
from apps.core import readplan
from services.content.articles import ArticleService
from services.content.workflow import WorkflowService
from tests.api.content.conftest import ARTICLES
from tests.client import Api
from tests.factories.content import ArticleFactory, CategoryFactory, TagFactory, an_editor
from tests.queries import at_most


def titles(api: Api, **parameters: Any) -> list[str]:
    return [row["title"] for row in api.get(ARTICLES, parameters)["results"]]


def test_a_list_shows_what_is_published_and_nothing_else(api: Api) -> None:
    category, tag = CategoryFactory.create(name="News"), TagFactory.create(name="chess")
    article = ArticleFactory.create(
        published=True, title="Mate", category=category, tags=[tag], reading_minutes=3
    )
    for hidden in ("in_review", "scheduled", "archived"):
        ArticleFactory.create(**{hidden: True})
    ArticleFactory.create()
    ArticleFactory.create(published=True).delete()

    (row,) = api.get(ARTICLES)["results"]

    assert row == {
        "id": str(article.pk),
        "slug": article.slug,
        "title": "Mate",
        "summary": article.summary,
        "byline": "Ada",
        "category": {"name": "News", "slug": category.slug},
        "tags": [{"name": "chess", "slug": tag.slug}],
        "cover": None,
        "reading_minutes": 3,
        "published_at": row["published_at"],
    }
    assert "ArticleCardSerializer reads" in readplan.explain(ArticleCardSerializer)


def test_it_takes_two_queries_however_long_it_is(api: Api) -> None:
    ArticleFactory.create_batch(5, published=True, tags=[TagFactory.create()])

    with at_most(2):
        assert len(titles(api)) == 5


@pytest.mark.parametrize("status", [Status.DRAFT, Status.REVIEW, Status.ARCHIVED])
def test_what_is_not_published_is_404(api: Api, status: Status) -> None:
    article = ArticleFactory.create(status=status)

    api.get(f"{ARTICLES}{article.slug}/", expect=404)


def test_an_article_is_read_in_two_queries(api: Api) -> None:
    article = ArticleFactory.create(published=True, tags=[TagFactory.create()])

    with at_most(2):
        shown = api.get(f"{ARTICLES}{article.slug}/")

    assert shown["body"] == "<p>Once upon a time.</p>"
    assert "author" not in shown


def test_pages_follow_each_other_from_the_newest(api: Api) -> None:
    now = timezone.now()
    for age in range(5):
        ArticleFactory.create(
            published=True, title=f"{age} days", published_at=now - timedelta(days=age)
        )

    first = api.get(ARTICLES, {"page_size": 2})
    second = api.get(first["next"])

    shown = [row["title"] for page in (first, second) for row in page["results"]]
    assert shown == ["0 days", "1 days", "2 days", "3 days"]


def test_a_category_holds_what_is_in_those_below_it(api: Api) -> None:
    world = CategoryFactory.create()
    asia = CategoryFactory.create(parent=world)
    for category, title in ((world, "World"), (asia, "Asia"), (CategoryFactory.create(), "Other")):
        ArticleFactory.create(published=True, category=category, title=title)

    assert sorted(titles(api, category=world.slug)) == ["Asia", "World"]
    assert titles(api, category=asia.slug) == ["Asia"]
    assert titles(api, category="unknown") == []


def test_a_subtree_takes_no_query_more_when_it_is_known(api: Api) -> None:
    world = CategoryFactory.create()
    ArticleFactory.create(published=True, category=CategoryFactory.create(parent=world))
    titles(api, category=world.slug)

    with at_most(2):
        titles(api, category=world.slug, page_size=5)


def test_lists_are_narrowed_by_tag_author_and_time(api: Api) -> None:
    tag = TagFactory.create()
    old = timezone.now() - timedelta(days=9)
    article = ArticleFactory.create(published=True, title="New", tags=[tag])
    ArticleFactory.create(published=True, title="Old", published_at=old)

    assert titles(api, tag=tag.slug) == ["New"]
    assert article.author is not None
    assert titles(api, author=str(article.author.public_id)) == ["New"]
    assert titles(api, published_at__lt=(old + timedelta(days=1)).isoformat()) == ["Old"]


def test_who_has_the_list_already_costs_no_query(api: Api) -> None:
    ArticleFactory.create(published=True)
    api.get(ARTICLES)

    with CaptureQueriesContext(connection) as captured:
        api.get(ARTICLES, expect=304, headers={"If-None-Match": api.response["ETag"]})

    assert len(captured) == 0


def test_who_has_the_article_already_costs_no_query(api: Api) -> None:
    address = f"{ARTICLES}{ArticleFactory.create(published=True).slug}/"
    api.get(address)

    with CaptureQueriesContext(connection) as captured:
        api.get(address, expect=304, headers={"If-None-Match": api.response["ETag"]})

    assert len(captured) == 0


def test_publishing_and_archiving_show_at_once(api: Api) -> None:
    article = ArticleFactory.create(in_review=True)
    editor = an_editor()
    api.get(ARTICLES)
    empty = api.response["ETag"]

    with api.committing():
        WorkflowService().move(by=editor, article_id=article.pk, transition="publish")
    api.get(ARTICLES, headers={"If-None-Match": empty})
    shown = api.response["ETag"]
    api.get(f"{ARTICLES}{article.slug}/")
    read = api.response["ETag"]
    with api.committing():
        WorkflowService().move(by=editor, article_id=article.pk, transition="archive")

    assert api.get(ARTICLES, headers={"If-None-Match": shown})["results"] == []
    api.get(f"{ARTICLES}{article.slug}/", expect=404, headers={"If-None-Match": read})


def test_a_new_name_of_a_category_shows_at_once(api: Api, editor_api: Api) -> None:
    category = CategoryFactory.create(name="News")
    address = f"{ARTICLES}{ArticleFactory.create(published=True, category=category).slug}/"
    api.get(address)

    editor_api.patch(f"/api/v1/editorial/categories/{category.pk}/", {"name": "World"})
    shown = api.get(address, headers={"If-None-Match": api.response["ETag"]})

    assert shown["category"]["name"] == "World"


def test_categories_and_tags_are_open_to_everybody(api: Api) -> None:
    world = CategoryFactory.create(name="World", description="All of it")
    CategoryFactory.create(name="Asia", parent=world)
    TagFactory.create(name="chess", slug="chess")

    rows = api.get("/api/v1/categories/")["results"]

    assert [(row["name"], row["parent"]) for row in rows] == [("Asia", world.slug), ("World", None)]
    assert api.get(f"/api/v1/categories/{world.slug}/")["description"] == "All of it"
    assert api.get("/api/v1/tags/")["results"] == [{"name": "chess", "slug": "chess"}]


def test_fields_can_be_chosen(api: Api) -> None:
    ArticleFactory.create(published=True, title="Mate")

    assert api.get(ARTICLES, {"fields": "title"})["results"] == [{"title": "Mate"}]


def test_an_article_without_an_author_is_still_read(api: Api) -> None:
    article = ArticleFactory.create(published=True)
    assert article.author is not None
    article.author.delete()

    assert api.get(f"{ARTICLES}{article.slug}/")["title"] == article.title
    assert Article.objects.get().author is None


def test_the_next_reader_costs_no_query_until_an_event_says_otherwise(api: Api) -> None:
    article = ArticleFactory.create(published=True, title="Old")
    address = f"{ARTICLES}{article.slug}/"
    assert titles(api) == [api.get(address)["title"]]

    with CaptureQueriesContext(connection) as captured:
        assert titles(api) == [api.get(address)["title"]] == ["Old"]
    assert len(captured) == 0

    with api.committing():
        ArticleService().update(by=an_editor(), article_id=article.pk, title="New")
    assert titles(api) == [api.get(address)["title"]] == ["New"]
