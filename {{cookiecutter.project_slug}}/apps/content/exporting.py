"""What of it belongs into the export of a user's data."""

from typing import Any, Final

from apps.accounts.models import User
from apps.content.models import Article, Bookmark, Comment, Reaction

WRITTEN: Final = (
    "id", "title", "slug", "summary", "body", "byline", "status", "published_at", "created_at",
)  # fmt: skip


def articles(user: User) -> list[Any]:
    rows = Article.objects.filter(author=user).order_by("created_at", "id")
    return list(rows.values(*WRITTEN))


def comments(user: User) -> list[Any]:
    rows = Comment.objects.filter(author=user).order_by("created_at", "id")
    return list(rows.values("id", "article__slug", "body", "byline", "state", "created_at"))


def bookmarks(user: User) -> list[Any]:
    rows = Bookmark.objects.filter(user=user).order_by("created_at", "id")
    return list(rows.values("article__slug", "created_at"))


def reactions(user: User) -> list[Any]:
    rows = Reaction.objects.filter(user=user).order_by("created_at", "id")
    return list(rows.values("article__slug", "kind", "created_at"))
