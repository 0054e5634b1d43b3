from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.content.models import Article, Comment
from apps.content.models.comment import CommentState
from apps.events.models import StoredEvent
from tests.api.content.conftest import ARTICLES
from tests.client import Api
from tests.factories.content import ArticleFactory, CommentFactory, a_moderator
from tests.queries import at_most

QUEUE = "/api/v1/editorial/comments/"
BUDGET = 6


@pytest.fixture
def article(db: None) -> Article:
    return ArticleFactory.create(published=True)


@pytest.fixture
def moderator_api(api: Api) -> Api:
    return Api(api.committing).log_in(a_moderator())


def below(article: Article) -> str:
    return f"{ARTICLES}{article.slug}/comments/"


def bodies(api: Api, article: Article) -> list[str]:
    return [row["body"] for row in api.get(below(article))["results"]]


def test_a_comment_is_read_once_it_is_approved(
    auth_api: Api, user: User, moderator_api: Api, article: Article
) -> None:
    with at_most(BUDGET):
        made = auth_api.post(below(article), {"body": "Well <b>said</b>."})

    assert (made["state"], made["byline"]) == ("pending", user.profile.display_name)
    assert bodies(auth_api, article) == []
    (waiting,) = moderator_api.get(QUEUE, {"state": "pending"})["results"]
    assert (waiting["id"], waiting["article"]) == (made["id"], article.slug)
    with at_most(BUDGET):
        moderator_api.patch(f"{QUEUE}{made['id']}/", {"state": "approved"})
    assert bodies(auth_api.anonymous(), article) == ["Well <b>said</b>."]
    assert list(StoredEvent.objects.order_by("position").values_list("type", flat=True)) == [
        "content.comment_written",
        "content.comment_moderated",
    ]


@pytest.mark.parametrize("state", ["rejected", "spam"])
def test_what_is_refused_is_not_read(moderator_api: Api, article: Article, state: str) -> None:
    comment = CommentFactory.create(article=article, approved=True)

    moderator_api.patch(f"{QUEUE}{comment.pk}/", {"state": state})

    assert bodies(moderator_api, article) == []


@pytest.mark.parametrize("state", ["pending", "removed", "x"])
def test_moderators_decide_and_nothing_else(moderator_api: Api, state: str) -> None:
    comment = CommentFactory.create()

    moderator_api.patch(f"{QUEUE}{comment.pk}/", {"state": state}, expect=400)

    assert Comment.objects.get().state == CommentState.PENDING


def test_who_is_none_decides_nothing(auth_api: Api, editor_api: Api) -> None:
    comment = CommentFactory.create()

    for api in (auth_api, editor_api):
        api.get(QUEUE, expect=403)
        api.patch(f"{QUEUE}{comment.pk}/", {"state": "approved"}, expect=403)

    assert Comment.objects.get().state == CommentState.PENDING


def test_an_answer_to_an_answer_stands_below_the_same(auth_api: Api, article: Article) -> None:
    first = CommentFactory.create(article=article, approved=True)
    second = CommentFactory.create(article=article, approved=True, parent=first)

    with at_most(BUDGET):
        made = auth_api.post(below(article), {"body": "And?", "parent": str(second.pk)})

    assert made["parent"] == str(first.pk)


@pytest.mark.parametrize("where", ["pending", "elsewhere"])
def test_only_what_readers_see_is_answered(auth_api: Api, article: Article, where: str) -> None:
    parent = (
        CommentFactory.create(article=article)
        if where == "pending"
        else CommentFactory.create(approved=True)
    )

    auth_api.post(below(article), {"body": "And?", "parent": str(parent.pk)}, expect=400)

    assert auth_api.codes() == [("parent", "does_not_exist")]
    assert Comment.objects.count() == 1


def test_nobody_comments_on_what_is_not_published(auth_api: Api) -> None:
    draft = ArticleFactory.create()
    CommentFactory.create(article=draft, approved=True)

    auth_api.get(below(draft), expect=404)
    auth_api.post(below(draft), {"body": "x"}, expect=404)

    assert Comment.objects.count() == 1


@pytest.mark.parametrize("body", ["", "   ", "x" * 2001])
def test_a_comment_has_a_text_and_an_end(auth_api: Api, article: Article, body: str) -> None:
    auth_api.post(below(article), {"body": body}, expect=400)

    assert not Comment.objects.exists()


def test_it_is_taken_back_by_its_author_alone(
    auth_api: Api, user: User, editor_api: Api, article: Article
) -> None:
    comment = CommentFactory.create(article=article, author=user, approved=True)
    CommentFactory.create(article=article, parent=comment, approved=True, body="An answer")

    editor_api.delete(f"/api/v1/comments/{comment.pk}/", expect=404)
    assert len(bodies(auth_api, article)) == 2
    with at_most(BUDGET):
        auth_api.delete(f"/api/v1/comments/{comment.pk}/")

    comment.refresh_from_db()
    assert (comment.state, comment.body) == (CommentState.REMOVED, "")
    assert bodies(auth_api, article) == ["An answer"]


def test_what_its_author_has_removed_stays_removed(moderator_api: Api) -> None:
    comment = CommentFactory.create(state=CommentState.REMOVED)

    moderator_api.patch(f"{QUEUE}{comment.pk}/", {"state": "approved"}, expect=409)

    assert moderator_api.codes() == [(None, "removed")]


@pytest.mark.usefixtures("clock")
def test_a_flood_ends(clock: time_machine.Traveller, api: Api, article: Article) -> None:
    from tests.factories.accounts import UserFactory

    api.log_in(UserFactory.create())
    for _ in range(10):
        api.post(below(article), {"body": "Buy!"})

    api.post(below(article), {"body": "Buy!"}, expect=429)

    assert Comment.objects.count() == 10
    api.get(below(article))


def test_moderators_work_in_the_admin(client: Client, db: None) -> None:
    client.force_login(a_moderator(staff=True))
    waiting, removed = CommentFactory.create(), CommentFactory.create(state=CommentState.REMOVED)
    address = reverse("admin:content_comment_changelist")

    body: dict[str, Any] = {"action": "approved", "_selected_action": [waiting.pk, removed.pk]}
    client.post(address, body)

    assert sorted(Comment.objects.values_list("state", flat=True)) == ["approved", "removed"]
    assert client.get(address).status_code == 200


def test_who_only_looks_moderates_nothing_in_the_admin(client: Client, db: None) -> None:
    from django.contrib.auth.models import Permission

    from tests.factories.accounts import UserFactory

    looker = UserFactory.create(staff=True)
    looker.user_permissions.add(
        Permission.objects.get(codename="view_comment", content_type__app_label="content")
    )
    client.force_login(looker)
    comment = CommentFactory.create()

    client.post(
        reverse("admin:content_comment_changelist"),
        {"action": "approved", "_selected_action": [comment.pk]},
    )

    assert Comment.objects.get().state == CommentState.PENDING
