import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class IdempotentRequest(models.Model):
    """A request that may be sent again, by the key that its sender gave it.

    Without a `status` it is at work until `locked_until`: who holds the `fence` then may finish
    it. The answer is encrypted, for it may hold what is stored nowhere else in plain text.
    """

    user_id = models.BigIntegerField(_("user"))
    key = models.CharField(_("key"), max_length=255)
    fingerprint = models.CharField(max_length=64, editable=False)
    fence = models.UUIDField(default=uuid.uuid4, editable=False)
    locked_until = models.DateTimeField(_("locked until"))
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires at"), db_index=True)

    status = models.PositiveSmallIntegerField(_("status"), null=True)
    headers = models.JSONField(default=dict, editable=False)
    body = models.TextField(blank=True, editable=False)

    class Meta:
        verbose_name = _("repeatable request")
        verbose_name_plural = _("repeatable requests")
        ordering = ("-created_at",)
        constraints = [
            models.UniqueConstraint(fields=["user_id", "key"], name="idempotency_key_once")
        ]

    def __str__(self) -> str:
        return f"{self.key} of {self.user_id}"
