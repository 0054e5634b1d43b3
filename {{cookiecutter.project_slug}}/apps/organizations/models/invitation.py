import uuid
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.organizations.models.membership import Role
from apps.organizations.models.organization import Organization


class Invitation(models.Model):
    """A link to one address, open until it is accepted or declined, ends, or is called off.

    It is as good as its sender's word: who may not invite to its role any more has taken it back.
    One without a sender was sent by the operator.

    Only a digest of its token is stored. One that is over is deleted: what happened is an event.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.MEMBER)
    invited_by = models.ForeignKey(
        User,
        verbose_name=_("invited by"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    sent_at = models.DateTimeField(_("sent at"))
    expires_at = models.DateTimeField(_("expires at"), db_index=True)

    holder: int | None  # the account that has the address; of `InvitationRepository.by_digest`

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("-sent_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "email"], name="organizations_one_invitation"
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="organizations_invited_role"
            ),
        ]

    def __str__(self) -> str:
        return self.email

    def is_open(self, at: datetime) -> bool:
        return self.expires_at > at
