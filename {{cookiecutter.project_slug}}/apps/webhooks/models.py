import uuid
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.encryption import decrypt, encrypt
from apps.core.models import SoftDeleteModel, TimestampedModel
from apps.organizations.models import Organization

PURPOSE = "webhooks"


class Webhook(SoftDeleteModel, TimestampedModel):
    """Where an organization wants to be told what happens. Its secrets are stored encrypted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="webhooks"
    )
    url = models.URLField(_("address"), max_length=500)
    description = models.CharField(_("description"), max_length=200, blank=True)
    event_types = models.JSONField(_("event types"), default=list)
    is_active = models.BooleanField(_("active"), default=True)
    failing_since = models.DateTimeField(_("failing since"), null=True, editable=False)
    disabled_at = models.DateTimeField(_("disabled at"), null=True, editable=False)

    secret = models.TextField(editable=False)
    old_secret = models.TextField(blank=True, editable=False)
    old_secret_until = models.DateTimeField(null=True, editable=False)

    class Meta(SoftDeleteModel.Meta):
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ("created_at", "id")
        indexes = [models.Index(fields=["organization", "created_at", "id"], name="webhooks_list")]

    def __str__(self) -> str:
        return self.url

    def wants(self, event_type: str) -> bool:
        """`*` at the end of one of its types stands for whatever follows."""
        return any(
            event_type.startswith(wanted[:-1]) if wanted.endswith("*") else wanted == event_type
            for wanted in self.event_types
        )

    def set_secret(self, secret: str, *, keep_old_until: datetime | None = None) -> None:
        self.old_secret, self.old_secret_until = self.secret, keep_old_until
        if keep_old_until is None:
            self.old_secret = ""
        self.secret = encrypt(secret, purpose=PURPOSE)

    def secrets_at(self, moment: datetime) -> list[str]:
        """The newest first."""
        stored = [self.secret]
        if self.old_secret and self.old_secret_until and self.old_secret_until > moment:
            stored.append(self.old_secret)
        return [decrypt(secret, purpose=PURPOSE) for secret in stored]


class State(models.TextChoices):
    PENDING = "pending", _("Pending")
    DELIVERED = "delivered", _("Delivered")
    DEAD = "dead", _("Given up")


class Delivery(models.Model):
    """One event for one webhook, with its body as it was when it happened."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    event_id = models.UUIDField(_("event id"))
    event_type = models.CharField(_("event type"), max_length=100)
    body = models.TextField(_("body"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt at"), null=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True, db_index=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ("-created_at", "id")
        indexes = [
            models.Index(fields=["webhook", "-created_at", "id"], name="webhooks_deliveries"),
            models.Index(
                fields=["next_attempt_at"],
                name="webhooks_due",
                condition=models.Q(state=State.PENDING),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["webhook", "event_id"], name="webhooks_event_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="webhooks_known_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_type} to {self.webhook_id}"


class Attempt(models.Model):
    """What came of sending it once."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="log")
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    duration_ms = models.PositiveIntegerField(_("milliseconds"))
    status = models.PositiveSmallIntegerField(_("status"), null=True)
    answer = models.TextField(_("answer"), blank=True)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return f"{self.status or self.error}"


class Received(models.Model):
    """A message of somebody else's webhook that was handled: written with what was done."""

    source = models.CharField(_("source"), max_length=50)
    message_id = models.CharField(_("message id"), max_length=255)
    received_at = models.DateTimeField(_("received at"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("received message")
        verbose_name_plural = _("received messages")
        ordering = ("-received_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["source", "message_id"], name="webhooks_received_once")
        ]

    def __str__(self) -> str:
        return f"{self.message_id} from {self.source}"
