from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.accounts.models import User
from apps.content.models import Article, Status
from apps.content.workflow import TRANSITIONS
from apps.events.models import StoredEvent
from tests.api.content.conftest import EDITORIAL
from tests.client import Api
from tests.factories.content import ArticleFactory
from tests.queries import at_most

BUDGET = 6
TRAITS = {
    Status.DRAFT: {},
    Status.REVIEW: {"in_review": True},
    Status.SCHEDULED: {"scheduled": True},
    Status.PUBLISHED: {"published": True},
    Status.ARCHIVED: {"archived": True},
}


def in_status(status: Status, **values: Any) -> Article:
    return ArticleFactory.create(**TRAITS[status], **values)


def move(api: Api, article: Article, transition: str, *, expect: int = 200, **more: Any) -> Any:
    if transition == "schedule":
        more.setdefault("publish_at", (timezone.now() + timedelta(hours=1)).isoformat())
    body = {"transition": transition, **more}
    return api.post(f"{EDITORIAL}{article.pk}/transitions/", body, expect=expect)


def test_an_article_goes_all_the_way(author_api: Api, author: User, editor_api: Api) -> None:
    article = ArticleFactory.create(author=author)

    statuses = [
        move(api, article, transition)["status"]
        for api, transition in (
            (author_api, "submit"),
            (editor_api, "publish"),
            (editor_api, "archive"),
            (editor_api, "reopen"),
        )
    ]

    assert statuses == ["review", "published", "archived", "draft"]
    assert list(StoredEvent.objects.order_by("position").values_list("type", "actor_id")) == [
        ("content.article_submitted", author.pk),
        ("content.article_published", User.objects.exclude(pk=author.pk).get().pk),
        ("content.article_archived", User.objects.exclude(pk=author.pk).get().pk),
        ("content.article_returned", User.objects.exclude(pk=author.pk).get().pk),
    ]


@pytest.mark.parametrize(
    "name", [name for name in TRANSITIONS if name not in ("release", "expire")]
)
@pytest.mark.parametrize("status", Status)
def test_each_transition_starts_where_the_table_says(
    editor_api: Api, status: Status, name: str
) -> None:
    step = TRANSITIONS[name]
    article = in_status(status)

    move(editor_api, article, name, expect=200 if status == step.source else 409)

    article.refresh_from_db()
    assert article.status == (step.target if status == step.source else status)


@pytest.mark.parametrize(
    "name", ["reject", "publish", "schedule", "unschedule", "archive", "reopen"]
)
def test_authors_do_not_decide(author_api: Api, author: User, name: str) -> None:
    article = in_status(TRANSITIONS[name].source, author=author)

    move(author_api, article, name, expect=403)

    article.refresh_from_db()
    assert article.status == TRANSITIONS[name].source
    assert not StoredEvent.objects.exists()


@pytest.mark.parametrize("name", ["release", "expire"])
def test_what_the_clock_does_nobody_asks_for(editor_api: Api, name: str) -> None:
    move(editor_api, ArticleFactory.create(), name, expect=400)

    assert editor_api.codes() == [("transition", "invalid_choice")]


@pytest.mark.parametrize("name", ["publish", "schedule"])
def test_nobody_approves_what_they_have_written(editor_api: Api, editor: User, name: str) -> None:
    article = ArticleFactory.create(author=editor, in_review=True)

    move(editor_api, article, name, expect=403)

    assert editor_api.codes() == [(None, "own_article")]
    assert Article.objects.get().status == Status.REVIEW


def test_a_superuser_alone_does(api: Api) -> None:
    boss = User.objects.create_superuser(email="boss@acme.test", password="x" * 12)
    article = ArticleFactory.create(author=boss, in_review=True)

    move(api.log_in(boss), article, "publish")

    assert Article.objects.get().status == Status.PUBLISHED


def test_what_is_approved_is_what_was_read(editor_api: Api) -> None:
    article = ArticleFactory.create(in_review=True)
    editor_api.patch(f"{EDITORIAL}{article.pk}/", {"title": "Other"})

    move(editor_api, article, "publish", revision=1, expect=409)

    assert editor_api.codes() == [(None, "changed_meanwhile")]
    assert move(editor_api, article, "publish", revision=2)["status"] == "published"


def test_who_returns_it_says_why(editor_api: Api) -> None:
    article = ArticleFactory.create(in_review=True)

    with at_most(BUDGET):
        shown = move(editor_api, article, "reject", note="Name your source.")

    assert (shown["status"], shown["note"]) == ("draft", "Name your source.")


def test_an_empty_draft_is_not_handed_in(author_api: Api, author: User) -> None:
    article = ArticleFactory.create(author=author, body="")

    move(author_api, article, "submit", expect=409)

    assert author_api.codes() == [(None, "incomplete")]


def test_a_schedule_lies_ahead(editor_api: Api) -> None:
    article = ArticleFactory.create(in_review=True)
    past = (timezone.now() - timedelta(hours=1)).isoformat()
    later = (timezone.now() + timedelta(hours=2)).isoformat()

    move(editor_api, article, "schedule", publish_at=past, expect=400)
    first = editor_api.codes()
    move(editor_api, article, "schedule", publish_at=later, unpublish_at=later, expect=400)
    second = editor_api.codes()
    editor_api.post(f"{EDITORIAL}{article.pk}/transitions/", {"transition": "schedule"}, expect=400)

    assert first == [("publish_at", "in_the_past")]
    assert second == [("unpublish_at", "in_the_past")]
    assert editor_api.codes() == [("publish_at", "required")]
    assert Article.objects.get().status == Status.REVIEW


def test_what_was_published_once_keeps_its_time(editor_api: Api) -> None:
    article = ArticleFactory.create(in_review=True)
    first = timezone.now() - timedelta(days=9)
    Article.objects.update(published_at=first)

    move(editor_api, article, "publish")

    assert Article.objects.get().published_at == first


def test_nobody_moves_the_articles_of_others(author_api: Api) -> None:
    article = ArticleFactory.create()

    move(author_api, article, "submit", expect=404)

    assert Article.objects.get().status == Status.DRAFT
