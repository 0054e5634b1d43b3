from tests.contracts.mqtt.routes import device
from tests.contracts.realtime.offered import MEMBERS, Offered

TOPICS = {"device": Offered(to=MEMBERS, of=lambda world: world.the(device).pk)}
