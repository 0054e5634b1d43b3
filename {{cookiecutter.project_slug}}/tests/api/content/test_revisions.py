import pytest

from apps.accounts.models import User
from apps.content.models import Article
from tests.api.content.conftest import EDITORIAL
from tests.client import Api
from tests.factories.content import ArticleFactory
from tests.queries import at_most


@pytest.fixture
def article(author: User) -> Article:
    return ArticleFactory.create(author=author, title="First", body="<p>One.</p><p>Two.</p>")


def revisions(article: Article, *more: object) -> str:
    return "/".join((f"{EDITORIAL}{article.pk}/revisions", *map(str, more), ""))


def test_they_are_listed_the_latest_first(author_api: Api, article: Article) -> None:
    author_api.patch(f"{EDITORIAL}{article.pk}/", {"title": "Second"})

    rows = author_api.get(revisions(article))["results"]

    assert [(row["number"], row["title"]) for row in rows] == [(2, "Second"), (1, "First")]
    assert rows[0]["author"] == str(article.author and article.author.public_id)
    assert author_api.get(revisions(article, 1))["body"] == "<p>One.</p><p>Two.</p>"


def test_two_are_compared_line_by_line(author_api: Api, article: Article) -> None:
    body = "<p>One.</p><p>Three.</p>"
    author_api.patch(f"{EDITORIAL}{article.pk}/", {"title": "Second", "body": body})

    shown = author_api.get(revisions(article, 2, "diff"))

    assert (shown["before"], shown["after"]) == (1, 2)
    assert shown["changes"] == {
        "title": ["@@ -1 +1 @@", "-First", "+Second"],
        "body": ["@@ -1,2 +1,2 @@", " <p>One.</p>", "-<p>Two.</p>", "+<p>Three.</p>"],
    }
    assert author_api.get(revisions(article, 2, "diff"), {"against": 2})["changes"] == {}


@pytest.mark.parametrize(("against", "expect"), [("9", 404), ("x", 400), ("9" * 30, 400)])
def test_a_comparison_needs_two(
    author_api: Api, article: Article, against: str, expect: int
) -> None:
    author_api.get(revisions(article, 1, "diff"), {"against": against}, expect=expect)


def test_an_earlier_one_is_written_again(author_api: Api, article: Article) -> None:
    author_api.patch(f"{EDITORIAL}{article.pk}/", {"title": "Second", "body": "<p>x</p>"})

    with at_most(6):
        shown = author_api.post(revisions(article, 1, "restore"), expect=200)

    assert (shown["title"], shown["revision"]) == ("First", 3)
    rows = author_api.get(revisions(article))["results"]
    assert [(row["number"], row["restored_from"]) for row in rows] == [(3, 1), (2, None), (1, None)]


def test_restoring_what_is_there_makes_none(author_api: Api, article: Article) -> None:
    author_api.post(revisions(article, 1, "restore"), expect=200)

    assert article.revisions.count() == 1


def test_one_that_is_not_there(author_api: Api, article: Article) -> None:
    author_api.post(revisions(article, 9, "restore"), expect=404)
    author_api.get(revisions(article, 9), expect=404)
    author_api.get(revisions(article, 9, "diff"), expect=404)


def test_those_of_others_are_out_of_reach(author_api: Api) -> None:
    other = ArticleFactory.create()

    author_api.get(revisions(other), expect=404)
    author_api.get(revisions(other, 1), expect=404)
    author_api.post(revisions(other, 1, "restore"), expect=404)

    assert other.revisions.count() == 1


def test_a_published_text_is_restored_by_editors_alone(
    author_api: Api, editor_api: Api, author: User
) -> None:
    article = ArticleFactory.create(author=author, published=True)
    editor_api.patch(f"{EDITORIAL}{article.pk}/", {"title": "Wrong"})

    author_api.post(revisions(article, 1, "restore"), expect=409)
    assert editor_api.post(revisions(article, 1, "restore"), expect=200)["title"] == article.title
