"""Queries that repeat are answered from the cache, and never with what a write has changed."""

from typing import Any

import pytest

from apps.accounts.models import User
from tests.client import Api
from tests.factories.library import ArticleFactory, TagFactory
from tests.library.models import Article, Tag


def names() -> list[str]:
    return list(Tag.objects.order_by("name").values_list("name", flat=True))


def test_a_query_that_repeats_asks_the_database_once(
    db: None, django_assert_num_queries: Any
) -> None:
    TagFactory.create(name="red")
    first = names()

    with django_assert_num_queries(0):
        again = names()

    assert first == again == ["red"]


def test_a_write_is_seen_at_once(db: None) -> None:
    tag = TagFactory.create(name="red")
    assert names() == ["red"]

    Tag.objects.filter(pk=tag.pk).update(name="blue")
    TagFactory.create(name="green")

    assert names() == ["blue", "green"]


def test_rows_that_decide_about_access_are_always_read(
    user: User, django_assert_num_queries: Any
) -> None:
    User.objects.get(pk=user.pk)

    with django_assert_num_queries(1):
        User.objects.get(pk=user.pk)


@pytest.mark.urls("tests.library.urls")
def test_pages_and_their_counts_are_right(auth_api: Api) -> None:
    for number in range(3):
        ArticleFactory.create(title=f"Article {number}")
    path = "/api/v1/library/articles/?page_size=2"

    assert Article.objects.count() == 3
    pages = [auth_api.get(path) for _ in range(2)]
    ArticleFactory.create(title="One more")

    assert [(page["count"], len(page["results"])) for page in pages] == [(3, 2), (3, 2)]
    assert auth_api.get(path)["count"] == 4
