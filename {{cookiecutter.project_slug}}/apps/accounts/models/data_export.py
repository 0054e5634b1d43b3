import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.accounts.models.user import User


class DataExport(models.Model):
    """A copy of all that we have of a user, made on request and kept for a while."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="exports")
    requested_at = models.DateTimeField(_("requested at"))
    ready_at = models.DateTimeField(_("ready at"), null=True, blank=True)
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True, db_index=True)
    file = models.CharField(max_length=100, blank=True, editable=False)

    class Meta:
        verbose_name = _("data export")
        verbose_name_plural = _("data exports")
        ordering = ["-requested_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(ready_at=None), name="accounts_dataexport_one_waits"
            ),
            models.CheckConstraint(
                condition=Q(ready_at=None, expires_at=None, file="")
                | (Q(ready_at__isnull=False, expires_at__isnull=False) & ~Q(file="")),
                name="accounts_dataexport_ready_matches",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
