from typing import Final

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from apps.core.models import TimestampedModel

DEEPEST: Final = 6  # levels of the tree
DIGITS: Final = 8  # of an id in a path
DEPTH_CHECK: Final = "content_category_depth"


class Category(TimestampedModel):
    """A place in a tree. `path` holds the ids of those above, so a subtree is what begins with one.

    Ids have as many digits each, so no id is the beginning of another.
    """

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    # Addresses it had, the latest last. They lead to it until another category takes one.
    former_slugs = models.JSONField(default=list, db_default=[], editable=False)
    description = models.CharField(_("description"), max_length=300, blank=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent"),
    )
    path = models.CharField(
        max_length=DEEPEST * (DIGITS + 1), blank=True, editable=False, db_index=True
    )

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ("name", "id")
        indexes = [models.Index(fields=["name", "id"], name="content_category_by_name")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")), name="content_category_not_in_itself"
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("path"), (DEEPEST - 1) * (DIGITS + 1)),
                name=DEPTH_CHECK,
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def inside(self) -> str:
        """The path of what stands below it."""
        return f"{self.path}{self.pk:0{DIGITS}}/"

    @property
    def level(self) -> int:
        """1 for what has nothing above it."""
        return self.path.count("/") + 1
