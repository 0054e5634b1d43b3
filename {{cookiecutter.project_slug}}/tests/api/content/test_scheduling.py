from datetime import timedelta

import time_machine
from django.utils import timezone

from apps.content.models import Article, Status
from apps.content.tasks import move_due_articles
from apps.events.models import StoredEvent
from services.content import scheduling
from tests.api.content.conftest import ARTICLES, EDITORIAL
from tests.client import Api
from tests.factories.content import ArticleFactory


def test_an_article_comes_and_goes_by_the_clock(
    clock: time_machine.Traveller, api: Api, editor_api: Api
) -> None:
    article = ArticleFactory.create(in_review=True)
    now = timezone.now()
    editor_api.post(
        f"{EDITORIAL}{article.pk}/transitions/",
        {
            "transition": "schedule",
            "publish_at": (now + timedelta(minutes=10)).isoformat(),
            "unpublish_at": (now + timedelta(minutes=20)).isoformat(),
        },
        expect=200,
    )

    clock.shift(timedelta(minutes=9))
    assert move_due_articles() == 0
    clock.shift(timedelta(minutes=1))
    api.get(ARTICLES)
    empty = {"If-None-Match": api.response["ETag"]}
    with api.committing():
        assert move_due_articles() == 1
    assert len(api.get(ARTICLES, headers=empty)["results"]) == 1
    clock.shift(timedelta(minutes=10))
    assert move_due_articles() == 1

    assert Article.objects.get().status == Status.ARCHIVED
    assert list(StoredEvent.objects.order_by("position").values_list("type", "actor_id"))[1:] == [
        ("content.article_published", None),
        ("content.article_archived", None),
    ]


def test_a_batch_is_followed_by_the_next(db: None, monkeypatch: object) -> None:
    past = timezone.now() - timedelta(minutes=1)
    ArticleFactory.create_batch(scheduling.BATCH + 1, scheduled=True, author=None, publish_at=past)

    assert move_due_articles() == scheduling.BATCH + 1
    assert move_due_articles() == 0


def test_what_is_deleted_stays_where_it_is(db: None) -> None:
    past = timezone.now() - timedelta(minutes=1)
    ArticleFactory.create(scheduled=True, publish_at=past).delete()

    assert move_due_articles() == 0
