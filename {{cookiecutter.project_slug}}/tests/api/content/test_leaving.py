"""What becomes of a user's things: in the export, and when the account goes."""

import json
import zipfile
from io import BytesIO

import pytest

from apps.accounts.models import User
from apps.content.models import Article, Bookmark, Comment, Reaction
from apps.content.models.comment import CommentState
from services.accounts.deletion import DeletionService
from services.accounts.exports import write_archive
from tests.factories.content import ArticleFactory, BookmarkFactory, CommentFactory


@pytest.fixture
def ada(author: User) -> User:
    """Who writes, comments, keeps and likes."""
    ArticleFactory.create(author=author, title="Draft")
    public = ArticleFactory.create(author=author, title="Public", published=True)
    CommentFactory.create(article=public, author=author, body="Alone", approved=True)
    answered = CommentFactory.create(article=public, author=author, body="Asked", approved=True)
    CommentFactory.create(article=public, parent=answered, body="Answered", approved=True)
    BookmarkFactory.create(user=author, article=public)
    Reaction.objects.create(user=author, article=public, kind="like")
    return author


def test_the_export_holds_what_they_wrote_and_nobody_else(ada: User) -> None:
    ArticleFactory.create(title="Of somebody else")
    target = BytesIO()

    write_archive(ada, target)

    with zipfile.ZipFile(target) as archive:
        found = {
            name: json.loads(archive.read(f"{name}.json"))
            for name in ("articles", "comments", "bookmarks", "reactions")
        }
    assert sorted(row["title"] for row in found["articles"]) == ["Draft", "Public"]
    assert sorted(row["body"] for row in found["comments"]) == ["Alone", "Asked"]
    assert len(found["bookmarks"]) == 1
    assert [row["kind"] for row in found["reactions"]] == ["like"]


def test_a_deleted_account_leaves_what_others_need(ada: User) -> None:
    DeletionService().delete(user=ada)

    article = Article.all_objects.get()
    assert (article.title, article.author, article.byline) == ("Public", None, "Ada")
    assert sorted(Comment.objects.values_list("body", "byline", "author_id", "state")) == [
        ("", "", None, CommentState.REMOVED),
        ("Answered", "Grace", Comment.objects.get(body="Answered").author_id, "approved"),
    ]
    assert not Bookmark.objects.exists()
    assert not Reaction.objects.exists()
    assert not User.objects.filter(pk=ada.pk).exists()


def test_a_draft_that_was_published_once_stays(author: User) -> None:
    article = ArticleFactory.create(author=author, published=True)
    Article.objects.filter(pk=article.pk).update(status="draft")

    DeletionService().delete(user=author)

    assert Article.objects.get().author is None
