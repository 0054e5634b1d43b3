from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.events.event import Event, known

PENDING = Q(relayed_at=None, parked_at=None)


class Fact(TypeError):
    """What happened does not change."""


class StoredEvents(models.QuerySet["StoredEvent"]):
    def update(self, **changes: Any) -> int:
        if changes.keys() - StoredEvent.PROGRESS:
            raise Fact("Events are added, and not changed.")
        return super().update(**changes)

    def pending(self) -> "StoredEvents":
        return self.filter(PENDING)


class StoredEvent(models.Model):
    """What happened, to what, by whom and in which request. Rows are added and stay as they are.

    Ids are kept as they are too, without foreign keys: a trail outlives what it is about. Only the
    last columns change, which say how far the relay has come. Events of one aggregate have
    positions in the order of their commits where their writers lock the aggregate.
    """

    PROGRESS = frozenset({"relayed_at", "parked_at", "attempts", "next_attempt_at", "error"})

    position = models.BigAutoField(primary_key=True)
    event_id = models.UUIDField(_("event id"), unique=True)
    type = models.CharField(_("type"), max_length=100)
    version = models.PositiveSmallIntegerField(_("version"))
    aggregate_type = models.CharField(_("aggregate"), max_length=50)
    aggregate_id = models.CharField(_("aggregate id"), max_length=64)
    payload = models.JSONField(_("payload"), encoder=DjangoJSONEncoder)
    actor_id = models.BigIntegerField(_("actor"), null=True)
    request_id = models.CharField(_("request id"), max_length=64, blank=True)
    occurred_at = models.DateTimeField(_("occurred at"), db_index=True)

    relayed_at = models.DateTimeField(_("relayed at"), null=True)
    parked_at = models.DateTimeField(_("parked at"), null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt at"), default=timezone.now)
    error = models.TextField(_("error"), blank=True)

    objects = StoredEvents.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("-position",)
        indexes = [
            models.Index(fields=["position"], name="events_pending", condition=PENDING),
            models.Index(
                fields=["aggregate_type", "aggregate_id", "position"], name="events_of_aggregate"
            ),
            models.Index(fields=["type", "position"], name="events_of_type"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.event_id}"

    def save(self, **options: Any) -> None:
        changed = set(options.get("update_fields") or ())
        if self.pk is not None and (not changed or changed - self.PROGRESS):
            raise Fact("Events are added, and not changed.")
        super().save(**options)

    def event(self) -> Event:
        """Raises `LookupError` for a type that is no longer known, or what `Event.read` raises."""
        envelope = {"event_id": self.event_id, "occurred_at": self.occurred_at}
        return known[self.type].read(self.payload, self.version, **envelope)


class Handled(models.Model):
    """A subscriber has done what an event asks of it: written with what it did, or not at all."""

    event = models.ForeignKey(StoredEvent, on_delete=models.CASCADE, related_name="handled")
    subscriber = models.CharField(max_length=150)
    handled_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("handled event")
        verbose_name_plural = _("handled events")
        constraints = [
            models.UniqueConstraint(fields=["event", "subscriber"], name="events_handled_once")
        ]

    def __str__(self) -> str:
        return f"{self.event_id} by {self.subscriber}"
