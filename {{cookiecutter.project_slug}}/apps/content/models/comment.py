import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.content.models.article import Article
from apps.core.models import TimestampedModel

LONGEST = 2_000  # characters


class CommentState(models.TextChoices):
    PENDING = "pending", _("Pending")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    SPAM = "spam", _("Spam")
    REMOVED = "removed", _("Removed by its author")


class Comment(TimestampedModel):
    """What a reader says of an article, or answers to another reader. Plain text."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="comments", verbose_name=_("article")
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        related_name="replies",
        verbose_name=_("in answer to"),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="comments",
        verbose_name=_("author"),
    )
    byline = models.CharField(_("byline"), max_length=80, blank=True)
    body = models.TextField(_("text"), max_length=LONGEST)
    state = models.CharField(
        _("state"), max_length=8, choices=CommentState, default=CommentState.PENDING
    )
    moderated_at = models.DateTimeField(_("moderated at"), null=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ("created_at", "id")
        permissions = [("moderate_comment", "Can approve and reject comments")]
        indexes = [
            models.Index(fields=["created_at", "id"], name="content_comment_by_age"),
            models.Index(fields=["article", "created_at", "id"], name="content_comment_thread"),
            models.Index(
                fields=["article", "created_at", "id"],
                name="content_comment_public",
                condition=Q(state=CommentState.APPROVED),
            ),
            models.Index(fields=["state", "created_at", "id"], name="content_comment_queue"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=CommentState.values), name="content_comment_state"
            )
        ]

    def __str__(self) -> str:
        return self.body[:60]
