import uuid

import pytest

from adapters.mqtt.memory import MemoryTransport
from apps.accounts.models import User
from apps.devices.models import BadMessage, Command, CommandState, Device, Telemetry
from apps.organizations.models import Role
from services.devices.bridge import Bridge
from tests.api.organizations.test_organizations import address
from tests.client import Api
from tests.factories.devices import CommandFactory, DeviceFactory, TelemetryFactory
from tests.factories.organizations import MembershipFactory
from tests.integration.mqtt.bridges import handled, measured, on, said


def test_devices_of_another_organization(auth_api: Api, user: User) -> None:
    own = MembershipFactory.create(user=user, owner=True).organization
    device = DeviceFactory.create(name="Theirs")
    TelemetryFactory.create(device=device)
    command = CommandFactory.create(device=device)

    for organization in (own, device.organization):
        path = address(organization, "devices", device.pk)
        auth_api.get(path, expect=404)
        auth_api.patch(path, {"name": "Mine"}, expect=404)
        auth_api.delete(path, expect=404)
        auth_api.post(f"{path}commands/", {"name": "open"}, expect=404)
        auth_api.get(f"{path}commands/{command.pk}/", expect=404)
    for part in ("telemetry", "commands"):
        auth_api.get(address(device.organization, "devices", device.pk, part), expect=404)
        auth_api.get(address(own, "devices", device.pk, part), expect=404)
    device.refresh_from_db()
    assert device.name == "Theirs"
    assert Command.objects.get() == command


def test_a_viewer_who_gives_orders(auth_api: Api, user: User) -> None:
    organization = MembershipFactory.create(user=user, role=Role.VIEWER).organization
    device = DeviceFactory.create(organization=organization)
    path = address(organization, "devices", device.pk)

    auth_api.post(address(organization, "devices"), {"name": "Mine"}, expect=403)
    auth_api.patch(path, {"name": "Mine"}, expect=403)
    auth_api.delete(path, expect=403)
    auth_api.post(f"{path}commands/", {"name": "open"}, expect=403)

    assert Device.objects.get() == device
    assert not Command.objects.exists()


@pytest.mark.django_db
def test_a_device_that_answers_the_command_of_another() -> None:
    transport, device = MemoryTransport(), DeviceFactory.create()
    command = CommandFactory.create(state=CommandState.SENT)
    transport.come(on(device, "acks"), said(id=command.pk, ok=True))

    handled(transport, Bridge(transport))

    command.refresh_from_db()
    assert command.state == CommandState.SENT


@pytest.mark.django_db
def test_telemetry_in_the_name_of_another_device_of_no_valid_topic() -> None:
    transport, device = MemoryTransport(), DeviceFactory.create()
    for topic in (
        f"devices/{device.pk}/../{device.pk}/telemetry",
        f"devices/{uuid.uuid4()}/{device.pk}/telemetry",
        f"devices//{device.pk}/telemetry",
        f"/devices/{device.pk}/telemetry",
        f"devices/{device.pk}/telemetry/",
    ):
        transport.come(topic, measured())

    handled(transport, Bridge(transport))

    assert not Telemetry.objects.exists()
    assert BadMessage.objects.count() == 5
