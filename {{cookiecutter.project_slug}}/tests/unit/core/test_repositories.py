from typing import Any

import pytest

from apps.core.repositories import Repository
from tests.factories.library import ArticleFactory, AuthorFactory, TagFactory
from tests.library.models import Article
from tests.queries import at_most

pytestmark = pytest.mark.django_db


class ArticleRepository(Repository[Article]):
    model = Article


def test_rows_are_inserted_with_what_is_many() -> None:
    tags, author = TagFactory.create_batch(2), AuthorFactory.create()

    with at_most(2):
        made = ArticleRepository().insert(title="One", author=author, tags=tags)

    assert Article.objects.get() == made
    assert set(made.tags.all()) == set(tags)


def test_only_what_is_named_is_written() -> None:
    one = ArticleFactory.create(title="One", tags=TagFactory.create_batch(2))
    before = one.updated_at
    Article.objects.update(body="by somebody else")
    changes: dict[str, Any] = {"title": "Two", "tags": []}

    ArticleRepository().write(one, **changes)

    one.refresh_from_db()
    assert (one.title, one.body, one.tags.count()) == ("Two", "by somebody else", 0)
    assert one.updated_at > before
