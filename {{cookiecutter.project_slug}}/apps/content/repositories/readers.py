"""Reads and writes of comments, reactions, bookmarks and shares."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from apps.accounts.models import User
from apps.content.models import Article, Bookmark, Comment, Reaction, ShareCount, Status
from apps.content.models.comment import CommentState
from apps.core.repositories import Repository


class CommentRepository(Repository[Comment]):
    model = Comment

    def public(self, slug: str) -> QuerySet[Comment]:
        """Approved, of an article that is published."""
        return Comment.objects.filter(
            article__slug=slug,
            article__status=Status.PUBLISHED,
            article__is_deleted=False,
            state=CommentState.APPROVED,
        )

    def locked_some(self, comment_ids: Iterable[UUID]) -> list[Comment]:
        rows = Comment.objects.select_related("article").filter(pk__in=comment_ids)
        return list(rows.select_for_update(of=("self",)).order_by("pk"))

    def decide(self, comments: Sequence[Comment], state: CommentState, *, at: datetime) -> None:
        for comment in comments:
            comment.state, comment.moderated_at, comment.updated_at = state, at, at
        Comment.objects.bulk_update(comments, ["state", "moderated_at", "updated_at"])

    def forget(self, user: User) -> None:
        """What nobody has answered goes; of the rest the text and the name."""
        own = Comment.objects.filter(author=user)
        answered = Comment.objects.filter(parent=OuterRef("pk"))
        own.filter(~Exists(answered)).delete()
        own.update(author=None, byline="", body="", state=CommentState.REMOVED)


class EngagementRepository:
    """Rows that a reader puts there and takes away."""

    def article(self, slug: str) -> Article | None:
        rows = Article.objects.filter(slug=slug, status=Status.PUBLISHED)
        found: Article | None = rows.only("id", "slug", "category").first()
        return found

    def react(self, article: Article, user: User, kind: str) -> None:
        Reaction.objects.bulk_create(
            [Reaction(article=article, user=user, kind=kind)], ignore_conflicts=True
        )

    def unreact(self, slug: str, user: User, kind: str) -> bool:
        rows = Reaction.objects.filter(article__slug=slug, user=user, kind=kind)
        return bool(rows.delete()[0])

    def keep(self, article: Article, user: User) -> None:
        Bookmark.objects.bulk_create([Bookmark(article=article, user=user)], ignore_conflicts=True)

    def drop(self, slug: str, user: User) -> bool:
        return bool(Bookmark.objects.filter(article__slug=slug, user=user).delete()[0])

    def share(self, article: Article, channel: str) -> None:
        """The first makes the row; of two firsts at once both count."""
        rows = ShareCount.objects.filter(article=article, channel=channel)
        if not rows.update(count=F("count") + 1):
            ShareCount.objects.bulk_create(
                [ShareCount(article=article, channel=channel)], ignore_conflicts=True
            )
            rows.update(count=F("count") + 1)

    def counts(self, article: Article) -> dict[str, Any]:
        reactions = Reaction.objects.filter(article=article).order_by().values_list("kind")
        shares = ShareCount.objects.filter(article=article).values_list("channel", "count")
        comments = Comment.objects.filter(article=article, state=CommentState.APPROVED)
        return {
            "reactions": dict(reactions.annotate(found=Count("pk"))),
            "shares": dict(shares),
            "comments": comments.count(),
        }

    def own(self, article: Article, user: User) -> dict[str, Any]:
        kinds = Reaction.objects.filter(article=article, user=user).order_by("kind")
        is_kept = Bookmark.objects.filter(article=article, user=user).exists()
        return {"reactions": list(kinds.values_list("kind", flat=True)), "bookmarked": is_kept}

    def related(self, article: Article, count: int) -> list[UUID]:
        """By the number of tags in common; what shares the category counts as one more."""
        tags = Article.tags.through.objects.filter(article=article).values("tag")
        public = Article.objects.filter(status=Status.PUBLISHED).exclude(pk=article.pk)
        found = dict(
            public.filter(tags__in=tags)
            .order_by()
            .values_list("pk")
            .annotate(common=Count("tags"))
            .order_by("-common", "-published_at")[: count * 5]
        )
        if article.category_id:
            near = public.filter(category=article.category_id).order_by("-published_at", "id")
            for key in near.values_list("pk", flat=True)[: count * 5]:
                found[key] = found.get(key, 0) + 1
        return sorted(found, key=lambda key: -found[key])[:count]

    def cards(self, keys: Sequence[UUID]) -> QuerySet[Article]:
        rows: QuerySet[Article] = Article.objects.filter(Q(pk__in=keys), status=Status.PUBLISHED)
        return rows
