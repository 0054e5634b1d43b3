import uuid

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.models import SoftDeleteModel, TimestampedModel
from apps.organizations.models import Organization


class Device(SoftDeleteModel, TimestampedModel):
    """Something of an organization that speaks MQTT under its id.

    One that is deleted goes with its telemetry, which may be much, when `prune_devices` comes by.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="devices")
    name = models.CharField(_("name"), max_length=100)
    is_online = models.BooleanField(_("online"), default=False, editable=False)
    last_seen_at = models.DateTimeField(_("last seen at"), null=True, editable=False)

    class Meta(SoftDeleteModel.Meta):
        verbose_name = _("device")
        verbose_name_plural = _("devices")
        ordering = ("name", "id")
        indexes = [models.Index(fields=["organization", "name", "id"], name="devices_list")]

    def __str__(self) -> str:
        return self.name


class Telemetry(models.Model):
    """What a device measured, once for each message of it."""

    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="telemetry")
    message_id = models.UUIDField(_("message id"))
    measured_at = models.DateTimeField(_("measured at"))
    received_at = models.DateTimeField(_("received at"), auto_now_add=True, db_index=True)
    readings = models.JSONField(_("readings"), encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("telemetry")
        verbose_name_plural = _("telemetry")
        ordering = ("-measured_at", "-id")
        indexes = [
            models.Index(fields=["device", "-measured_at", "-id"], name="devices_by_measured")
        ]
        constraints = [
            models.UniqueConstraint(fields=["device", "message_id"], name="devices_message_once")
        ]

    def __str__(self) -> str:
        return f"{self.device_id} {self.measured_at:%F %T}"


class CommandState(models.TextChoices):
    PENDING = "pending", _("Pending")
    SENT = "sent", _("Sent")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    EXPIRED = "expired", _("Expired")


OPEN = (CommandState.PENDING, CommandState.SENT)


class Command(models.Model):
    """What a device is told to do, until it answers or the time is over."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="commands")
    name = models.CharField(_("name"), max_length=64)
    arguments = models.JSONField(_("arguments"), default=dict, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=CommandState, default=CommandState.PENDING
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True, db_index=True)
    expires_at = models.DateTimeField(_("expires at"))
    claimed_until = models.DateTimeField(null=True, editable=False)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    detail = models.CharField(_("detail"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("command")
        verbose_name_plural = _("commands")
        ordering = ("-created_at", "id")
        indexes = [
            models.Index(fields=["device", "-created_at", "id"], name="devices_by_created"),
            models.Index(
                fields=["expires_at"],
                name="devices_open_commands",
                condition=models.Q(state__in=OPEN),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=CommandState.values), name="devices_known_state"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"


class BadMessage(models.Model):
    """A message that could not be stored as what its topic says it is."""

    topic = models.CharField(_("topic"), max_length=200)
    payload = models.TextField(_("payload"), blank=True)
    reason = models.CharField(_("reason"), max_length=200)
    received_at = models.DateTimeField(_("received at"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("bad message")
        verbose_name_plural = _("bad messages")
        ordering = ("-received_at", "-pk")

    def __str__(self) -> str:
        return f"{self.topic}: {self.reason}"
