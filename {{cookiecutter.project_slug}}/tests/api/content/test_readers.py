from datetime import timedelta

import pytest
from django.utils import timezone

from apps.accounts.models import User
from apps.content.models import Article, Bookmark, Reaction, ShareCount
from tests.api.content.conftest import ARTICLES
from tests.client import Api
from tests.factories.content import (
    ArticleFactory,
    BookmarkFactory,
    CategoryFactory,
    CommentFactory,
    TagFactory,
)
from tests.queries import at_most

BUDGET = 6


@pytest.fixture
def article(db: None) -> Article:
    return ArticleFactory.create(published=True)


def at(article: Article, what: str) -> str:
    return f"{ARTICLES}{article.slug}/{what}/"


def test_a_reaction_counts_once(auth_api: Api, article: Article) -> None:
    with at_most(BUDGET):
        auth_api.put(at(article, "reactions/like"), expect=204)
    auth_api.put(at(article, "reactions/like"), expect=204)
    auth_api.put(at(article, "reactions/funny"), expect=204)

    shown = auth_api.get(at(article, "engagement"))

    assert shown["reactions"] == {"like": 1, "funny": 1}
    assert shown["own"] == {"reactions": ["funny", "like"], "bookmarked": False}


def test_it_is_taken_back(auth_api: Api, article: Article) -> None:
    auth_api.put(at(article, "reactions/like"), expect=204)
    assert auth_api.get(at(article, "engagement"))["reactions"] == {"like": 1}

    auth_api.delete(at(article, "reactions/like"))

    assert auth_api.get(at(article, "engagement"))["reactions"] == {}
    auth_api.delete(at(article, "reactions/like"))


def test_there_are_kinds_and_no_others(auth_api: Api, article: Article) -> None:
    auth_api.put(at(article, "reactions/hate"), expect=404)
    auth_api.delete(at(article, "reactions/hate"), expect=404)

    assert not Reaction.objects.exists()


def test_counts_are_open_and_kept(api: Api, article: Article) -> None:
    CommentFactory.create(article=article, approved=True)
    CommentFactory.create(article=article)

    with at_most(4):
        first = api.get(at(article, "engagement"))
    with at_most(1):
        api.get(at(article, "engagement"))

    assert first == {"reactions": {}, "shares": {}, "comments": 1, "own": None}


def test_shares_are_counted_by_channel(api: Api, article: Article) -> None:
    for channel in ("link", "link", "email"):
        with at_most(BUDGET):
            api.post(at(article, "shares"), {"channel": channel}, expect=204)
    api.post(at(article, "shares"), {"channel": "pigeon"}, expect=400)

    assert api.get(at(article, "engagement"))["shares"] == {"link": 2, "email": 1}
    assert ShareCount.objects.count() == 2


@pytest.mark.parametrize(
    ("method", "what", "expect"),
    [
        ("get", "engagement", 404),
        ("get", "related-articles", 404),
        ("put", "bookmark", 404),
        ("put", "reactions/like", 404),
        ("delete", "bookmark", 404),
    ],
)
def test_what_is_not_published_is_not_there(
    auth_api: Api, method: str, what: str, expect: int
) -> None:
    draft = ArticleFactory.create()

    auth_api.call(method, at(draft, what), expect=expect)
    auth_api.post(at(draft, "shares"), {"channel": "link"}, expect=404)

    assert not Bookmark.objects.exists()
    assert not Reaction.objects.exists()


def test_bookmarks_are_ones_own(auth_api: Api, user: User, article: Article) -> None:
    BookmarkFactory.create()
    hidden = BookmarkFactory.create(user=user).article
    Article.objects.filter(pk=hidden.pk).update(status="archived")
    with at_most(BUDGET):
        auth_api.put(at(article, "bookmark"), expect=204)
    auth_api.put(at(article, "bookmark"), expect=204)

    with at_most(3):
        (row,) = auth_api.get("/api/v1/bookmarks/")["results"]

    assert row["article"]["slug"] == article.slug
    auth_api.delete(at(article, "bookmark"))
    assert auth_api.get("/api/v1/bookmarks/")["results"] == []
    assert Bookmark.objects.count() == 2


def test_related_articles_have_the_most_in_common(api: Api) -> None:
    chess, go, tea = TagFactory.create_batch(3)
    category = CategoryFactory.create()
    article = ArticleFactory.create(published=True, tags=[chess, go], category=category)
    old = timezone.now() - timedelta(days=1)
    ArticleFactory.create(published=True, title="Both", tags=[chess, go])
    ArticleFactory.create(published=True, title="One", tags=[chess], published_at=old)
    ArticleFactory.create(published=True, title="Near", category=category)
    ArticleFactory.create(published=True, title="Far", tags=[tea])
    ArticleFactory.create(title="Draft", tags=[chess, go])

    with at_most(5):
        rows = api.get(at(article, "related-articles"))
    with at_most(3):
        api.get(at(article, "related-articles"))

    assert sorted(row["title"] for row in rows) == ["Both", "Near", "One"]


def test_of_many_the_nearest_five(api: Api) -> None:
    tags = TagFactory.create_batch(3)
    article = ArticleFactory.create(published=True, tags=tags)
    ArticleFactory.create_batch(6, published=True, tags=tags[:1])
    ArticleFactory.create_batch(5, published=True, tags=tags[:2], summary="near")

    rows = api.get(at(article, "related-articles"))

    assert [row["summary"] for row in rows] == ["near"] * 5
