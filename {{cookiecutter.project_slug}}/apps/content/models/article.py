import uuid
from typing import Final

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.content.models.category import Category
from apps.content.models.media import Media
from apps.content.models.tag import Tag
from apps.core.models import SoftDeleteModel, TimestampedModel, unique_among_live


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    REVIEW = "review", _("In review")
    SCHEDULED = "scheduled", _("Scheduled")
    PUBLISHED = "published", _("Published")
    ARCHIVED = "archived", _("Archived")


# What its writers fill in. The rest is up to the workflow, or counted.
INPUT: Final = (
    "title",
    "slug",
    "summary",
    "body",
    "byline",
    "category",
    "tags",
    "cover",
    "preview_image",
    "seo_title",
    "seo_description",
    "seo_keywords",
    "canonical_url",
)
PUBLIC = Q(status=Status.PUBLISHED, is_deleted=False)


class Article(SoftDeleteModel, TimestampedModel):
    """What is written, and how far it has come. `apps/content/workflow.py` says where it may go."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        db_index=False,  # it leads indexes of its own
        related_name="articles",
        verbose_name=_("author"),
    )
    byline = models.CharField(
        _("byline"), max_length=80, blank=True, help_text=_("Whom readers see as the author.")
    )
    category = models.ForeignKey(
        Category,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("category"),
    )
    tags = models.ManyToManyField(Tag, related_name="articles", blank=True, verbose_name=_("tags"))
    cover = models.ForeignKey(
        Media,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="covered",
        verbose_name=_("cover"),
    )
    preview_image = models.ForeignKey(
        Media,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="previewed",
        verbose_name=_("picture of previews"),
    )

    title = models.CharField(_("title"), max_length=150)
    slug = models.SlugField(_("slug"), max_length=160, blank=True, db_index=False)
    summary = models.CharField(_("summary"), max_length=500, blank=True)
    body = models.TextField(_("body"), blank=True)
    reading_minutes = models.PositiveSmallIntegerField(
        _("minutes to read"), default=0, editable=False
    )
    revision = models.PositiveIntegerField(_("revision"), default=1, editable=False)

    seo_title = models.CharField(_("title for search engines"), max_length=70, blank=True)
    seo_description = models.CharField(
        _("description for search engines"), max_length=160, blank=True
    )
    seo_keywords = models.CharField(_("keywords"), max_length=200, blank=True)
    canonical_url = models.CharField(
        _("canonical address"),
        max_length=300,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("Where it was published first, if that was not here."),
    )

    status = models.CharField(
        _("status"), max_length=9, choices=Status, default=Status.DRAFT, editable=False
    )
    note = models.CharField(
        _("note of the last review"), max_length=500, blank=True, editable=False
    )
    publish_at = models.DateTimeField(_("publish at"), null=True, blank=True, editable=False)
    unpublish_at = models.DateTimeField(_("unpublish at"), null=True, blank=True, editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)

    class Meta(SoftDeleteModel.Meta):
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ("-updated_at", "id")
        permissions = [("publish_article", "Can approve, publish and archive articles")]
        indexes = [
            models.Index(fields=["-updated_at", "id"], name="content_article_by_change"),
            models.Index(fields=["author", "-updated_at", "id"], name="content_article_by_author"),
            models.Index(fields=["status", "-updated_at", "id"], name="content_article_by_status"),
            models.Index(fields=["-published_at", "id"], name="content_public", condition=PUBLIC),
            models.Index(
                fields=["category", "-published_at", "id"],
                name="content_public_by_category",
                condition=PUBLIC,
            ),
            models.Index(
                fields=["author", "-published_at", "id"],
                name="content_public_by_author",
                condition=PUBLIC,
            ),
            models.Index(
                fields=["publish_at"],
                name="content_to_publish",
                condition=Q(status=Status.SCHEDULED, is_deleted=False),
            ),
            models.Index(
                fields=["unpublish_at"],
                name="content_to_unpublish",
                condition=PUBLIC & Q(unpublish_at__isnull=False),
            ),
        ]
        constraints = [
            *SoftDeleteModel.Meta.constraints,
            unique_among_live("slug", name="content_article_slug"),
            models.CheckConstraint(
                condition=Q(status__in=Status.values), name="content_article_status"
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.PUBLISHED) | Q(published_at__isnull=False),
                name="content_article_published_at",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.SCHEDULED) | Q(publish_at__isnull=False),
                name="content_article_publish_at",
            ),
            models.CheckConstraint(
                condition=Q(publish_at__isnull=True)
                | Q(unpublish_at__isnull=True)
                | Q(unpublish_at__gt=F("publish_at")),
                name="content_article_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        return self.status == Status.PUBLISHED and not self.is_deleted
