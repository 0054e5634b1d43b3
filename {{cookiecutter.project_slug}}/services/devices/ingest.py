"""What devices say, stored before the broker is told that it arrived."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple
from uuid import UUID

import structlog
from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from django.utils import timezone

from adapters.mqtt import Message
from apps.devices import events, messages
from apps.devices.messages import Answer, Measured, Payload, Status, Unacceptable
from apps.devices.models import BadMessage, CommandState, Device, Telemetry
from apps.devices.repositories import CommandRepository, DeviceRepository, TelemetryRepository
from apps.events.bus import publish
from apps.events.event import Event
from apps.events.unit_of_work import unit_of_work
from apps.realtime.subscribers import push

log = structlog.get_logger("mqtt")

AWAY = (OperationalError, InterfaceError)  # the database, and not what is wrong with a message


class Said(NamedTuple):
    device_id: UUID
    payload: Payload
    message: Message


class IngestService:
    """Stores batches of messages. A message that comes again changes nothing.

    Safe to run in several processes at once. Whose a message is, its topic says alone: the broker
    has seen to it that nobody else writes there.
    """

    def __init__(
        self,
        devices: DeviceRepository | None = None,
        telemetry: TelemetryRepository | None = None,
        commands: CommandRepository | None = None,
        tell: Callable[[Event], None] = push,
    ) -> None:
        self.devices = devices or DeviceRepository()
        self.telemetry = telemetry or TelemetryRepository()
        self.commands = commands or CommandRepository()
        self.tell = tell

    def store(self, batch: Sequence[Message]) -> None:
        """All of it, or nothing: then with the database's own error, while that is away.

        What cannot be stored for a reason of its own is put aside, so that it holds nobody up.
        """
        try:
            self._store(batch)
        except AWAY:
            raise
        except DatabaseError as error:
            if len(batch) == 1:
                log.exception("message_unstorable", topic=batch[0].topic)
                BadMessage.objects.bulk_create([bad(batch[0], type(error).__name__)])
                return
            for message in batch:
                self.store([message])

    @unit_of_work()
    def _store(self, batch: Sequence[Message]) -> None:
        said, wrong = understood(batch)
        devices = self.devices.heard({one.device_id for one in said})
        heard = defaultdict[type[Payload], list[Said]](list)
        for one in said:
            if one.device_id in devices:
                heard[type(one.payload)].append(one)
            else:
                wrong.append(bad(one.message, "unknown device"))
        self._measured(heard[Measured])
        self._statuses(heard[Status], devices)
        self._answers(heard[Answer], devices)
        if devices:
            self.devices.seen(list(devices.values()), at=timezone.now())
        if wrong:
            BadMessage.objects.bulk_create(wrong)
            log.warning("messages_bad", count=len(wrong), reason=wrong[0].reason)

    def _measured(self, heard: Sequence[Said]) -> None:
        rows = [
            Telemetry(
                device_id=one.device_id,
                message_id=one.payload.id,
                measured_at=one.payload.at,
                readings=one.payload.readings,
            )
            for one in heard
            if isinstance(one.payload, Measured)
        ]
        received = [
            events.TelemetryReceived(
                row.device_id, row.readings, event_id=row.message_id, occurred_at=row.measured_at
            )
            for row in (self.telemetry.add(rows) if rows else ())
        ]
        # One callback, which ends at the first that fails: sockets are told what they can be told,
        # and a channel layer that is away costs one time-out for all.
        transaction.on_commit(partial(self._tell, received), robust=True)

    def _tell(self, received: Sequence[Event]) -> None:
        for event in received:
            self.tell(event)

    def _statuses(self, heard: Sequence[Said], devices: dict[UUID, Device]) -> None:
        """In the order in which they came. What each was told before is no news."""
        for one in heard:
            device = devices[one.device_id]
            if not isinstance(one.payload, Status) or one.payload.online == device.is_online:
                continue
            device.is_online = one.payload.online
            kind = events.DeviceWentOnline if device.is_online else events.DeviceWentOffline
            publish(kind(device.organization_id, device_id=device.pk))

    def _answers(self, heard: Sequence[Said], devices: dict[UUID, Device]) -> None:
        for one in heard:
            said, device = one.payload, devices[one.device_id]
            if not isinstance(said, Answer):
                continue
            state = CommandState.DONE if said.ok else CommandState.FAILED
            changes = {"state": state, "detail": said.detail}
            if self.commands.answer(device, said.id, at=timezone.now(), **changes):
                publish(
                    events.CommandAnswered(
                        device.organization_id,
                        device_id=device.pk,
                        command_id=said.id,
                        ok=said.ok,
                    )
                )


def understood(batch: Sequence[Message]) -> tuple[list[Said], list[BadMessage]]:
    said, wrong = list[Said](), list[BadMessage]()
    for message in batch:
        try:
            said.append(Said(*messages.understood(message.topic, message.payload), message))
        except Unacceptable as error:
            wrong.append(bad(message, str(error)))
    return said, wrong


def bad(message: Message, reason: str) -> BadMessage:
    return BadMessage(
        topic=message.topic[:200],
        payload=messages.shown(message.payload),
        reason=reason[:200].replace("\x00", "\\0"),
    )
