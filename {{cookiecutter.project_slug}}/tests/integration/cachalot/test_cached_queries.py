"""Queries that repeat are answered from the cache, and never with what a write has changed."""

from typing import Any

from apps.accounts.models import User
from tests.factories.library import TagFactory
from tests.library.models import Tag


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
