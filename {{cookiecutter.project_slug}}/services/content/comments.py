from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.content.events import CommentModerated, CommentRemoved, CommentWritten
from apps.content.models import Comment
from apps.content.models.comment import CommentState
from apps.content.repositories import CommentRepository, EngagementRepository
from apps.events.bus import publish
from apps.events.unit_of_work import unit_of_work
from services.errors import Conflict, Invalid, NotFound

DECISIONS: Final = frozenset({CommentState.APPROVED, CommentState.REJECTED, CommentState.SPAM})


class CommentService:
    """Comments, which nobody but their author and moderators sees before one of these has."""

    def __init__(
        self,
        comments: CommentRepository | None = None,
        readers: EngagementRepository | None = None,
    ) -> None:
        self.comments = comments or CommentRepository()
        self.readers = readers or EngagementRepository()

    @unit_of_work()
    def write(self, *, by: User, slug: str, body: str, parent_id: UUID | None = None) -> Comment:
        """An answer to an answer stands below the same comment: threads have one level."""
        article = self.readers.article(slug)
        if article is None:
            raise NotFound("not_found", _("There is no such article."))
        parent = None
        if parent_id:
            parent = self.comments.public(slug).filter(pk=parent_id).first()
            if parent is None:
                raise Invalid("does_not_exist", _("There is no such comment."), "parent")
        comment = Comment(
            article=article,
            parent_id=(parent.parent_id or parent.pk) if parent else None,
            author=by,
            byline=by.profile.display_name,
            body=body,
        )
        comment.save(force_insert=True)
        publish(CommentWritten(comment.pk, article_id=article.pk, slug=article.slug))
        return comment

    @unit_of_work()
    def remove(self, *, by: User, comment_id: UUID) -> None:
        """By its author. What was answered to it stays."""
        comment = self._locked(comment_id)
        if comment.author_id != by.pk:
            raise NotFound("not_found", _("There is no such comment."))
        comment.state, comment.body = CommentState.REMOVED, ""
        comment.save(update_fields=["state", "body", "updated_at"])
        publish(
            CommentRemoved(comment.pk, article_id=comment.article.pk, slug=comment.article.slug)
        )

    @unit_of_work()
    def moderate(self, *, comment_id: UUID, state: CommentState) -> Comment:
        comment = self._locked(comment_id)
        if comment.state == CommentState.REMOVED:
            raise Conflict("removed", _("Its author has removed it."))
        self._decide([comment], state)
        return comment

    @unit_of_work()
    def moderate_all(self, *, comment_ids: Iterable[UUID], state: CommentState) -> int:
        """For the admin, which has asked for the permission. Those that were removed stay so."""
        rows = self.comments.locked_some(comment_ids)
        left = [comment for comment in rows if comment.state != CommentState.REMOVED]
        self._decide(left, state)
        return len(left)

    def _decide(self, comments: list[Comment], state: CommentState) -> None:
        if state not in DECISIONS:
            raise Invalid("invalid_choice", _("Approve it, reject it, or call it spam."), "state")
        self.comments.decide(comments, state, at=timezone.now())
        for comment in comments:
            article = comment.article
            publish(
                CommentModerated(
                    comment.pk, article_id=article.pk, slug=article.slug, state=state.value
                )
            )

    def _locked(self, comment_id: UUID) -> Comment:
        for comment in self.comments.locked_some([comment_id]):
            return comment
        raise NotFound("not_found", _("There is no such comment."))
