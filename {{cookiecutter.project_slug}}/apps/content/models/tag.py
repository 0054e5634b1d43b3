from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from apps.core.models import TimestampedModel


class Tag(TimestampedModel):
    name = models.CharField(_("name"), max_length=50)
    slug = models.SlugField(_("slug"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ("name", "id")
        indexes = [models.Index(fields=["name", "id"], name="content_tag_by_name")]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="content_tag_any_case",
                violation_error_message=_("There is a tag of this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name
