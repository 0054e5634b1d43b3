import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.models import TimestampedModel
from apps.organizations.models.organization import Organization


class Role(models.TextChoices):
    """What each may do: `apps/organizations/access.py`."""

    OWNER = "owner", _("Owner")
    ADMIN = "admin", _("Administrator")
    MEMBER = "member", _("Member")
    VIEWER = "viewer", _("Viewer")


class Membership(TimestampedModel):
    """A user in an organization. An organization has one owner at least."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="memberships"
    )
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.MEMBER)

    has_other_owner: bool  # whether somebody else owns it too; of `MembershipRepository.concerned`

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ("created_at", "id")
        indexes = [
            models.Index(
                fields=["organization", "created_at", "id"], name="organizations_members_by_age"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organization"], name="organizations_membership_once"
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="organizations_known_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.organization}"
