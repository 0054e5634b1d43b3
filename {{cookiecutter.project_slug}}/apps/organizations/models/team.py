import uuid

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from apps.core.models import TimestampedModel
from apps.organizations.models.membership import Membership
from apps.organizations.models.organization import Organization


class Team(TimestampedModel):
    """Some of an organization's members, under a name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="teams")
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ("name", "id")
        constraints = [
            models.UniqueConstraint(
                "organization", Lower("name"), name="organizations_team_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class TeamMember(models.Model):
    """It points at the membership: who leaves the organization has left its teams."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="members")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="teams")
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    class Meta:
        verbose_name = _("team member")
        verbose_name_plural = _("team members")
        ordering = ("added_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["team", "membership"], name="organizations_team_member_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.membership.user} in {self.team}"
