import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models.user import User


class TotpDevice(models.Model):
    """An authenticator app that knows a secret of ours (RFC 6238). It counts when confirmed."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="totp")
    secret = models.TextField(editable=False, help_text=_("Encrypted."))
    # The time step of the newest code that was taken: no code is taken twice.
    last_step = models.BigIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("authenticator app")
        verbose_name_plural = _("authenticator apps")

    def __str__(self) -> str:
        return str(self.user)


class RecoveryCode(models.Model):
    """Stands in for the app once. We know its hash alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)

    class Meta:
        verbose_name = _("recovery code")
        verbose_name_plural = _("recovery codes")
        ordering = ["user", "created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "digest"], name="accounts_recovery_code"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
