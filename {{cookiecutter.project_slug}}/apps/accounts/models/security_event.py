import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models.user import User


class SecurityEvent(models.Model):
    """A line of the security log, for who looks at it in the admin.

    It outlives its account until it is pruned, so the database knows no reference.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=100, db_index=True)
    level = models.CharField(_("level"), max_length=10)
    user = models.ForeignKey(
        User,
        verbose_name=_("user"),
        on_delete=models.DO_NOTHING,
        null=True,
        db_constraint=False,
        related_name="+",
    )
    request_id = models.CharField(_("request id"), max_length=64, blank=True)
    details = models.JSONField(_("details"), default=dict)
    happened_at = models.DateTimeField(_("happened at"), db_index=True)

    class Meta:
        verbose_name = _("security event")
        verbose_name_plural = _("security events")
        ordering = ("-happened_at", "id")

    def __str__(self) -> str:
        return self.kind
