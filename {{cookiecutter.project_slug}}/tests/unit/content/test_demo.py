from collections import Counter
from io import StringIO
from typing import Any, Final

import pytest
from django.conf import LazySettings
from django.core.management import call_command

from apps.accounts.models import User
from apps.content.models import Article, Bookmark, Category, Comment, Reaction, Status, Tag
from apps.events.models import StoredEvent
from services.content.demo import AUTHOR
from tests.client import Api
from tests.factories.content import ArticleFactory

MODELS: Final[tuple[Any, ...]] = (Article, Category, Tag, Comment, Reaction, Bookmark, StoredEvent)


@pytest.fixture(autouse=True)
def in_development(settings: LazySettings, db: None) -> None:
    settings.DEBUG = True


def seed() -> str:
    out = StringIO()
    call_command("seed_demo", stdout=out)
    return out.getvalue()


def test_there_is_something_in_each_state(api: Api) -> None:
    assert "Made what content shows." in seed()

    assert Counter(Article.objects.values_list("status", flat=True)) == {
        Status.PUBLISHED: 4,
        Status.SCHEDULED: 1,
        Status.REVIEW: 1,
        Status.DRAFT: 1,
    }
    assert {row.author.email for row in Article.objects.select_related("author")} == {AUTHOR}
    assert api.get("/api/v1/categories/databases/")["parent"] == "guides"


def test_readers_find_it(api: Api) -> None:
    seed()

    rows = api.get("/api/v1/articles/", {"category": "guides", "tag": "locks"})["results"]

    assert sorted(row["title"] for row in rows) == ["At least once", "Two who write at once"]
    comments = api.get(f"/api/v1/articles/{rows[0]['slug']}/comments/")["results"]
    counts = api.get(f"/api/v1/articles/{rows[0]['slug']}/engagement/")
    assert [comment["byline"] for comment in comments] == ["Demo", "Ada"]
    assert counts["reactions"] == {"like": 1, "insightful": 1}
    assert counts["shares"] == {"link": 1}


def rows() -> dict[Any, Any]:
    return {model: list(model._base_manager.order_by("pk").values()) for model in MODELS}


def test_again_it_changes_nothing() -> None:
    seed()
    before = rows()

    assert "content" not in seed()

    assert rows() == before
    assert User.objects.count() == 2


@pytest.mark.parametrize("is_deleted", [True, False])
def test_what_somebody_has_written_stays_alone(is_deleted: bool) -> None:
    article = ArticleFactory.create()
    if is_deleted:
        article.delete()

    assert "content" not in seed()

    assert Article.all_objects.count() == 1
    assert not Category.objects.exists()


def test_its_author_cannot_log_in() -> None:
    seed()

    author = User.objects.get(email=AUTHOR)
    assert not author.has_usable_password()
    assert not author.is_staff
