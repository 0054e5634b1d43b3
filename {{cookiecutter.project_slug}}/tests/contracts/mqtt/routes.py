from apps.devices.models import Command, Device
from tests.contracts.contract import Contract
from tests.contracts.worlds import World
from tests.factories.devices import CommandFactory, DeviceFactory, TelemetryFactory

DEVICES = "organizations/{organization_id}/devices/"
COMMANDS = DEVICES + "{device_id}/commands/"


def device(world: World) -> Device:
    return DeviceFactory.create(organization=world.organization)


def command(world: World) -> Command:
    return CommandFactory.create(device=world.the(device))


CONTRACT = Contract(
    routes="""
#                                                                         anonymous visitor stranger viewer member admin owner staff
GET    organizations/{organization_id}/devices/                           401       404     404      200    200    200   200   404
POST   organizations/{organization_id}/devices/                           401       404     404      403    201    201   201   404
GET    organizations/{organization_id}/devices/{device_id}/commands/      401       404     404      200    200    200   200   404
POST   organizations/{organization_id}/devices/{device_id}/commands/      401       404     404      403    201    201   201   404
GET    organizations/{organization_id}/devices/{device_id}/commands/{id}/ 401       404     404      200    200    200   200   404
GET    organizations/{organization_id}/devices/{device_id}/telemetry/     401       404     404      200    200    200   200   404
GET    organizations/{organization_id}/devices/{id}/                      401       404     404      200    200    200   200   404
PATCH  organizations/{organization_id}/devices/{id}/                      401       404     404      403    200    200   200   404
DELETE organizations/{organization_id}/devices/{id}/                      401       404     404      403    204    204   204   404
""",
    objects={
        DEVICES + "{id}": lambda world: world.the(device).pk,
        DEVICES + "{device_id}": lambda world: world.the(device).pk,
        COMMANDS + "{id}": lambda world: world.the(command).pk,
    },
    bodies={
        "POST " + DEVICES: {"name": "Pump"},
        "POST " + COMMANDS: {"name": "open"},
    },
    rows={
        DEVICES: lambda world, count: DeviceFactory.create_batch(
            count, organization=world.organization
        ),
        COMMANDS: lambda world, count: CommandFactory.create_batch(count, device=world.the(device)),
        DEVICES + "{device_id}/telemetry/": lambda world, count: TelemetryFactory.create_batch(
            count, device=world.the(device)
        ),
    },
)
