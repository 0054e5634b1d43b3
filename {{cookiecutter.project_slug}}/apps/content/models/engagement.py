"""What readers do with an article, besides reading it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.content.models.article import Article


class ReactionKind(models.TextChoices):
    LIKE = "like", _("Like")
    LOVE = "love", _("Love")
    INSIGHTFUL = "insightful", _("Insightful")
    FUNNY = "funny", _("Funny")


class Channel(models.TextChoices):
    LINK = "link", _("Link")
    EMAIL = "email", _("E-mail")
    MASTODON = "mastodon", "Mastodon"
    LINKEDIN = "linkedin", "LinkedIn"
    OTHER = "other", _("Other")


class Reaction(models.Model):
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="reactions", verbose_name=_("article")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reactions"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ReactionKind)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("reaction")
        verbose_name_plural = _("reactions")
        ordering = ("-pk",)
        indexes = [models.Index(fields=["article", "kind"], name="content_reaction_count")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "article", "kind"], name="content_reaction_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ReactionKind.values), name="content_reaction_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.article_id}"


class Bookmark(models.Model):
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="bookmarks", verbose_name=_("article")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bookmarks"
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("bookmark")
        verbose_name_plural = _("bookmarks")
        ordering = ("-created_at", "-pk")
        indexes = [
            models.Index(fields=["user", "-created_at", "-id"], name="content_bookmark_list")
        ]
        constraints = [
            models.UniqueConstraint(fields=["user", "article"], name="content_bookmark_once")
        ]

    def __str__(self) -> str:
        return str(self.article_id)


class ShareCount(models.Model):
    """How often readers have passed an article on by one channel. Who did is not kept."""

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="shares", verbose_name=_("article")
    )
    channel = models.CharField(_("channel"), max_length=8, choices=Channel)
    count = models.PositiveIntegerField(_("count"), default=0)

    class Meta:
        verbose_name = _("share count")
        verbose_name_plural = _("share counts")
        ordering = ("article", "channel")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "channel"], name="content_share_channel_once"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=Channel.values), name="content_share_channel"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel}: {self.count}"
