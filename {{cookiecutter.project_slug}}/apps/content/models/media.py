import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import TimestampedModel


class MediaState(models.TextChoices):
    PENDING = "pending", _("Pending")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")


class Media(TimestampedModel):
    """A picture. What was sent is seen by nobody: a task makes new files of it, and removes it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="media",
        verbose_name=_("owner"),
    )
    name = models.CharField(_("name"), max_length=120)
    alt = models.CharField(
        _("text instead"),
        max_length=200,
        blank=True,
        help_text=_("What the picture shows, for who cannot see it."),
    )
    state = models.CharField(
        _("state"),
        max_length=7,
        choices=MediaState,
        default=MediaState.PENDING,
        editable=False,
    )
    width = models.PositiveIntegerField(_("width"), default=0, editable=False)
    height = models.PositiveIntegerField(_("height"), default=0, editable=False)
    # In the private storage, until files have been made of it.
    original = models.CharField(max_length=100, blank=True, editable=False)
    thumbnail = models.FileField(_("thumbnail"), blank=True, editable=False)
    card = models.FileField(_("card"), blank=True, editable=False)
    full = models.FileField(_("full size"), blank=True, editable=False)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ("-created_at", "id")
        indexes = [
            models.Index(fields=["-created_at", "id"], name="content_media_by_age"),
            models.Index(
                fields=["created_at"],
                name="content_media_pending",
                condition=models.Q(state=MediaState.PENDING),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=MediaState.values), name="content_media_state"
            )
        ]

    def __str__(self) -> str:
        return self.name
