from adapters.mqtt import Message
from apps.devices.models import CommandState
from services.devices.ingest import IngestService
from tests.contracts.happening import Done, Told
from tests.contracts.mqtt.routes import device
from tests.contracts.worlds import World
from tests.factories.devices import CommandFactory
from tests.integration.mqtt.bridges import measured, on, said


def says(world: World, kind: str, payload: bytes) -> None:
    topic = on(world.the(device), kind)
    IngestService().store([Message(topic, payload, ack=lambda: None)])


def goes(world: World) -> None:
    for online in (True, False):
        says(world, "status", said(online=online))


def answers(world: World) -> None:
    command = CommandFactory.create(device=world.the(device), state=CommandState.SENT)
    says(world, "acks", said(id=command.pk, ok=True))


HAPPENINGS = {
    "devices.device_went_online": Done(lambda world: says(world, "status", said(online=True))),
    "devices.device_went_offline": Done(goes),
    "devices.command_answered": Done(answers),
    "devices.telemetry_received": Told(lambda world: says(world, "telemetry", measured())),
}
