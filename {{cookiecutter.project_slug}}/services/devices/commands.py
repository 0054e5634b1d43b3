from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import structlog
from django.utils import timezone

from adapters.mqtt import NotDelivered, Transport
from apps.accounts.models import User
from apps.devices import messages
from apps.devices.models import Command
from apps.devices.repositories import CommandRepository
from apps.events.unit_of_work import unit_of_work
from services.devices.devices import DeviceService

log = structlog.get_logger("mqtt")

CLAIMED: Final = timedelta(seconds=30)  # longer than a broker takes to answer
AT_ONCE: Final = 20  # commands between two looks at what has come


class CommandService:
    """Commands to devices: stored with the request, sent by a bridge, answered or expired."""

    def __init__(
        self, devices: DeviceService | None = None, commands: CommandRepository | None = None
    ) -> None:
        self.devices = devices or DeviceService()
        self.commands = commands or CommandRepository()

    @unit_of_work()
    def create(
        self,
        *,
        organization_id: UUID,
        by: User,
        device_id: UUID,
        expires_in: int,
        **values: Any,
    ) -> Command:
        """`expires_in` in seconds; `values` are its name and arguments."""
        device = self.devices.find(organization_id=organization_id, by=by, device_id=device_id)
        expires_at = timezone.now() + timedelta(seconds=expires_in)
        command = Command(device=device, expires_at=expires_at, **values)
        command.save(force_insert=True)
        return command

    def send(self, transport: Transport) -> int:
        """Hand the broker what is due; how many it took.

        At least once: if this process dies before it has noted that the broker took one, another
        sends it again under the same id.
        """
        now = timezone.now()
        self.commands.expire(at=now)
        sent = 0
        claimed = self.commands.claim(at=now, until=now + CLAIMED, limit=AT_ONCE)
        for position, command in enumerate(claimed):
            try:
                self._publish(command, transport)
            except NotDelivered as error:
                log.warning("command_not_sent", command_id=str(command.pk), reason=str(error))
                for left in claimed[position:]:
                    self.commands.give_back(left)
                break
            self.commands.sent(command, at=timezone.now())
            sent += 1
        return sent

    def _publish(self, command: Command, transport: Transport) -> None:
        left = (command.expires_at - timezone.now()).total_seconds()
        transport.publish(
            messages.commands_of(command.device_id),
            messages.command(command.pk, command.name, command.arguments, command.expires_at),
            expires=max(1, int(left)),
            correlation=command.pk.bytes,
        )
