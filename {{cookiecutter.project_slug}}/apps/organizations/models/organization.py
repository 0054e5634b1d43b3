import uuid
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import TimestampedModel
from apps.organizations.plans import LIMITS, Limits, Plan
from apps.organizations.validators import no_address


class Organization(TimestampedModel):
    """Whom things belong to that several people share."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=100, validators=[no_address])
    plan = models.CharField(_("plan"), max_length=20, choices=Plan, default=Plan.FREE)
    plan_ends_at = models.DateTimeField(
        _("plan ends at"), null=True, blank=True, help_text=_("Empty: it has no end.")
    )
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Without it nobody reaches what belongs to it.")
    )

    deleted_at = models.DateTimeField(_("deleted at"), null=True, editable=False, db_index=True)

    own_role: str | None  # of the caller, where a view asks for it

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ("name", "id")
        indexes = [models.Index(fields=["name", "id"], name="organizations_by_name")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(plan__in=Plan.values), name="organizations_known_plan"
            ),
            models.CheckConstraint(
                condition=models.Q(deleted_at=None) | models.Q(is_active=False),
                name="organizations_deleted_stay_so",
                violation_error_message=_("It was deleted by its owner."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def plan_at(self, moment: datetime) -> Plan:
        """The free one again where what was paid for has ended."""
        ended = self.plan_ends_at is not None and self.plan_ends_at <= moment
        return Plan.FREE if ended else Plan(self.plan)

    def limits_at(self, moment: datetime) -> Limits:
        return LIMITS[self.plan_at(moment)]
