from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.accounts.models import User
from apps.devices.models import Command, CommandState, Device
from apps.organizations.models import Organization, Role
from services.devices.devices import MOST
from tests.api.organizations.test_organizations import address
from tests.client import Api
from tests.factories.devices import CommandFactory, DeviceFactory, TelemetryFactory
from tests.factories.organizations import MembershipFactory
from tests.queries import at_most

WRITE_BUDGET = 6
READ_BUDGET = 4  # the session, the membership, the count, the rows


@pytest.fixture(autouse=True)
def no_relay(settings: LazySettings) -> None:
    settings.EVENT_RELAY_STARTER = "tests.queries.elsewhere"


@pytest.fixture
def own(user: User) -> Organization:
    return MembershipFactory.create(user=user, role=Role.MEMBER).organization


@pytest.fixture
def device(own: Organization) -> Device:
    return DeviceFactory.create(organization=own)


def test_it_is_registered(auth_api: Api, own: Organization) -> None:
    with at_most(WRITE_BUDGET):
        made = auth_api.post(address(own, "devices"), {"name": "Pump"})

    assert (made["name"], made["is_online"], made["last_seen_at"]) == ("Pump", False, None)
    assert auth_api.get(address(own, "devices", made["id"])) == made
    assert Device.objects.get().organization == own


def test_it_is_renamed(auth_api: Api, own: Organization, device: Device) -> None:
    path = address(own, "devices", device.pk)

    with at_most(WRITE_BUDGET):
        changed = auth_api.patch(path, {"name": "Valve"})

    assert changed["name"] == "Valve"
    assert auth_api.patch(path, {})["name"] == "Valve"


def test_it_is_deleted_and_all_that_it_told_is_out_of_reach(
    auth_api: Api, own: Organization, device: Device
) -> None:
    TelemetryFactory.create(device=device)
    command = CommandFactory.create(device=device)

    with at_most(WRITE_BUDGET):
        auth_api.delete(address(own, "devices", device.pk))

    auth_api.get(address(own, "devices", device.pk), expect=404)
    assert auth_api.get(address(own, "devices"))["results"] == []
    auth_api.get(address(own, "devices", device.pk, "telemetry"), expect=404)
    auth_api.get(address(own, "devices", device.pk, "commands", command.pk), expect=404)


def test_there_are_so_many_and_no_more(auth_api: Api, own: Organization) -> None:
    Device.objects.bulk_create([Device(organization=own, name="Pump") for _ in range(MOST)])

    auth_api.post(address(own, "devices"), {"name": "Pump"}, expect=409)

    assert auth_api.codes() == [(None, "too_many")]


def test_those_that_are_there_are_found(auth_api: Api, own: Organization, device: Device) -> None:
    there = DeviceFactory.create(organization=own, is_online=True)
    DeviceFactory.create(is_online=True)

    found = auth_api.get(address(own, "devices"), {"is_online": "true"})["results"]

    assert [row["id"] for row in found] == [str(there.pk)]


def test_telemetry_is_listed_the_newest_first_and_by_time(
    auth_api: Api, own: Organization, device: Device
) -> None:
    now = timezone.now()
    for hours in (3, 1, 2):
        TelemetryFactory.create(
            device=device, measured_at=now - timedelta(hours=hours), readings={"hours": hours}
        )
    path = address(own, "devices", device.pk, "telemetry")
    since = {"measured_at__gte": (now - timedelta(hours=2, minutes=1)).isoformat()}

    assert [row["readings"]["hours"] for row in auth_api.get(path)["results"]] == [1, 2, 3]
    assert [row["readings"]["hours"] for row in auth_api.get(path, since)["results"]] == [1, 2]


def test_a_command_is_given_and_shown(
    auth_api: Api, own: Organization, device: Device, clock: time_machine.Traveller
) -> None:
    path = address(own, "devices", device.pk, "commands")
    auth_api.log_in(User.objects.get(memberships__organization=own))
    wanted = {"name": "open", "arguments": {"valve": 7}, "expires_in": 60}

    with at_most(WRITE_BUDGET):
        made = auth_api.post(path, wanted)

    assert (made["state"], made["arguments"]) == ("pending", {"valve": 7})
    command = Command.objects.get()
    assert command.expires_at - timezone.now() == timedelta(seconds=60)
    assert auth_api.get(f"{path}{made['id']}/") == made
    assert [row["id"] for row in auth_api.get(path)["results"]] == [made["id"]]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": ""}, ("name", "blank")),
        ({"name": "x" * 65}, ("name", "max_length")),
        ({"arguments": [1]}, ("arguments", "not_a_dict")),
        ({"arguments": {"a": "x" * 5_000}}, ("arguments", "max_length")),
        ({"expires_in": 0}, ("expires_in", "min_value")),
        ({"expires_in": 604_801}, ("expires_in", "max_value")),
    ],
)
def test_a_command_that_cannot_be_is_refused(
    auth_api: Api, own: Organization, device: Device, change: Any, code: tuple[str, str]
) -> None:
    path = address(own, "devices", device.pk, "commands")

    auth_api.post(path, {"name": "open", **change}, expect=400)

    assert auth_api.codes() == [code]
    assert not Command.objects.exists()


def test_commands_are_found_by_what_came_of_them(
    auth_api: Api, own: Organization, device: Device
) -> None:
    CommandFactory.create(device=device)
    done = CommandFactory.create(device=device, state=CommandState.DONE)

    found = auth_api.get(address(own, "devices", device.pk, "commands"), {"state": "done"})

    assert [row["id"] for row in found["results"]] == [str(done.pk)]


@pytest.mark.parametrize("part", ["", "telemetry", "commands"])
def test_a_list_takes_as_many_queries_for_many_rows_as_for_few(
    auth_api: Api, own: Organization, device: Device, part: str
) -> None:
    path = address(own, "devices", device.pk, part) if part else address(own, "devices")
    counted = []
    for rows in (2, 8):
        DeviceFactory.create_batch(rows, organization=own)
        TelemetryFactory.create_batch(rows, device=device)
        CommandFactory.create_batch(rows, device=device)
        with CaptureQueriesContext(connection) as captured:
            auth_api.get(path)
        counted.append(len(captured))

    assert counted[0] == counted[1] <= READ_BUDGET
