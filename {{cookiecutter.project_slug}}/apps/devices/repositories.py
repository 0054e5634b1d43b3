from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import models, transaction
from django.db.models import QuerySet

from apps.core.repositories import Repository
from apps.devices.models import OPEN, BadMessage, Command, CommandState, Device, Telemetry
from apps.organizations.models import Organization

BATCH: Final = 500  # rows of one deletion


class DeviceRepository(Repository[Device]):
    model = Device

    def count(self, organization: Organization) -> int:
        found: int = Device.objects.filter(organization=organization).count()
        return found

    def locked_in(self, organization: Organization, device_id: UUID) -> Device | None:
        rows: QuerySet[Device] = Device.objects.filter(organization=organization, pk=device_id)
        return rows.select_for_update().first()

    def heard(self, ids: Iterable[UUID]) -> dict[UUID, Device]:
        """Those that may be heard, locked in an order in which bridges cannot block each other."""
        rows: QuerySet[Device] = Device.objects.filter(pk__in=ids, organization__is_active=True)
        locked = rows.select_for_update(of=("self",)).order_by("pk")
        return {device.pk: device for device in locked}

    def seen(self, devices: Sequence[Device], *, at: datetime) -> None:
        for device in devices:
            device.last_seen_at = at
        Device.objects.bulk_update(devices, ["is_online", "last_seen_at"])

    def delete(self, instance: Device) -> None:
        """Out of everybody's reach. `prune_devices` deletes it, with what it has told."""
        Device.objects.filter(pk=instance.pk).delete()


class TelemetryRepository(Repository[Telemetry]):
    model = Telemetry

    def add(self, rows: Sequence[Telemetry]) -> list[Telemetry]:
        """Those that are new. Their devices are locked, so that nobody adds one in between."""
        new = {(row.device_id, row.message_id): row for row in rows}
        devices, ids = zip(*new, strict=True)
        told = Telemetry.objects.filter(device_id__in=set(devices), message_id__in=set(ids))
        known = set(told.values_list("device_id", "message_id"))
        fresh = [row for key, row in new.items() if key not in known]
        return Telemetry.objects.bulk_create(fresh)


class CommandRepository(Repository[Command]):
    model = Command

    def answer(self, device: Device, command_id: UUID, *, at: datetime, **changes: Any) -> bool:
        """Whether it was still open: the first answer counts."""
        rows = Command.objects.filter(pk=command_id, device=device, state__in=OPEN)
        return bool(rows.update(answered_at=at, **changes))

    def claim(self, *, at: datetime, until: datetime, limit: int) -> list[Command]:
        """The next that are to be sent. Other bridges leave them alone until then."""
        due = Command.objects.filter(
            models.Q(claimed_until=None) | models.Q(claimed_until__lte=at),
            state=CommandState.PENDING,
            expires_at__gt=at,
            device__is_deleted=False,
        )
        with transaction.atomic():
            rows = list(
                due.select_for_update(skip_locked=True, of=("self",)).order_by("created_at")[:limit]
            )
            Command.objects.filter(pk__in=[row.pk for row in rows]).update(claimed_until=until)
        return rows

    def sent(self, command: Command, *, at: datetime) -> None:
        rows = Command.objects.filter(pk=command.pk, state=CommandState.PENDING)
        rows.update(state=CommandState.SENT, sent_at=at, claimed_until=None)

    def give_back(self, command: Command) -> None:
        Command.objects.filter(pk=command.pk).update(claimed_until=None)

    def expire(self, *, at: datetime) -> int:
        rows = Command.objects.filter(state__in=OPEN, expires_at__lte=at)
        return rows.update(state=CommandState.EXPIRED, claimed_until=None)


def prune(*, before: datetime) -> int:
    """Delete what is older, and what is left of deleted devices, in short transactions."""
    gone = sum(
        _delete(rows)
        for rows in (
            Telemetry.objects.filter(received_at__lt=before),
            Telemetry.objects.filter(device__is_deleted=True),
            Command.objects.filter(created_at__lt=before).exclude(state__in=OPEN),
            Command.objects.filter(device__is_deleted=True),
            BadMessage.objects.filter(received_at__lt=before),
        )
    )
    Device.all_objects.deleted().hard_delete()
    return gone


def _delete(rows: QuerySet[Any]) -> int:
    gone = 0
    while chosen := list(rows.values_list("pk", flat=True)[:BATCH]):
        gone += rows.model._default_manager.filter(pk__in=chosen).delete()[0]
    return gone
