from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.devices.models import Device
from apps.devices.repositories import DeviceRepository
from apps.events.unit_of_work import unit_of_work
from apps.organizations.access import Can
from apps.organizations.models import Organization
from apps.organizations.repositories import MembershipRepository, OrganizationRepository
from services.errors import Conflict, NotFound
from services.organizations.acting import Gate

MOST: Final = 1_000  # of one organization


class DeviceService:
    """The devices of organizations, for who may write what belongs to these."""

    def __init__(
        self,
        organizations: OrganizationRepository | None = None,
        members: MembershipRepository | None = None,
        devices: DeviceRepository | None = None,
    ) -> None:
        self.devices = devices or DeviceRepository()
        self.gate = Gate(
            organizations or OrganizationRepository(), members or MembershipRepository()
        )

    @unit_of_work()
    def create(self, *, organization_id: UUID, by: User, name: str) -> Device:
        organization = self._enter(organization_id, by)
        if self.devices.count(organization) >= MOST:
            raise Conflict("too_many", _("An organization has no more than 1000 devices."))
        device = Device(organization=organization, name=name)
        device.save(force_insert=True)
        return device

    @unit_of_work()
    def update(self, *, organization_id: UUID, by: User, device_id: UUID, **values: Any) -> Device:
        device = self.find(organization_id=organization_id, by=by, device_id=device_id)
        for name, value in values.items():
            setattr(device, name, value)
        device.save(update_fields=[*values, "updated_at"])
        return device

    @unit_of_work()
    def delete(self, *, organization_id: UUID, by: User, device_id: UUID) -> None:
        """What it sends from now on is that of a device that nobody knows."""
        self.devices.delete(self.find(organization_id=organization_id, by=by, device_id=device_id))

    def find(self, *, organization_id: UUID, by: User, device_id: UUID) -> Device:
        """Locked, for a caller who is in a transaction."""
        organization = self._enter(organization_id, by)
        device = self.devices.locked_in(organization, device_id)
        if device is None:
            raise NotFound("not_found", _("There is no such device."))
        return device

    def _enter(self, organization_id: UUID, by: User) -> Organization:
        return self.gate.enter(organization_id, by=by, can=Can.CONTRIBUTE).organization
