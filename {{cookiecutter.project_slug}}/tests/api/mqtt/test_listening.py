"""What sockets hear of devices."""

import uuid

import pytest
from asgiref.sync import sync_to_async
from django.utils import timezone

from apps.accounts.models import User
from apps.devices.events import TelemetryReceived
from apps.devices.models import Device
from apps.organizations.models import Role
from apps.realtime.subscribers import push
from tests.api.realtime.sockets import Socket, play
from tests.factories.devices import DeviceFactory
from tests.factories.organizations import MembershipFactory


@pytest.fixture
def device(user: User) -> Device:
    member = MembershipFactory.create(user=user, role=Role.VIEWER)
    return DeviceFactory.create(organization=member.organization)


def topic(device: Device) -> str:
    return f"device:{device.pk}"


def told(device: Device) -> TelemetryReceived:
    return TelemetryReceived(
        device.pk, {"pressure": 2.5}, event_id=uuid.uuid4(), occurred_at=timezone.now()
    )


def test_a_member_hears_what_it_measures(ticket: str, device: Device) -> None:
    async def scene(client: Socket) -> None:
        await client.say("subscribe", topic=topic(device))
        await client.hear("subscribed", topic=topic(device))
        await sync_to_async(push)(told(device))
        await client.hear(
            "event",
            topic=topic(device),
            event="devices.telemetry_received",
            data={"pressure": 2.5},
        )

    play(scene, ticket)


def test_who_comes_back_is_sent_to_the_api_for_what_was_missed(ticket: str, device: Device) -> None:
    async def scene(client: Socket) -> None:
        await client.say("subscribe", topic=topic(device), after=str(uuid.uuid4()))
        await client.hear("subscribed", resumed=0, complete=False)

    play(scene, ticket)


def test_eavesdropping_on_devices_of_others(ticket: str, device: Device) -> None:
    theirs = DeviceFactory.create()
    device.delete()

    async def scene(client: Socket) -> None:
        for name in (topic(theirs), topic(device), f"device:{uuid.uuid4()}"):
            await client.say("subscribe", topic=name)
            await client.hear("error", code="forbidden", topic=name)
        for name in ("device:", "device:x", topic(theirs).upper()):
            await client.say("subscribe", topic=name)
            await client.hear("error")
        await sync_to_async(push)(told(theirs))
        assert await client.receive_nothing()

    play(scene, ticket)
