"""Mistakes in sockets, and in what devices say."""

from tests.bake.edits import Edit
from tests.mistakes.mistake import Mistake, edit

ROUTES = "apps/realtime/routing.py"
GUARDED = """\
application = SiteOriginValidator(
    TicketMiddleware(URLRouter([path("ws/", EventConsumer.as_asgi())]))
)
"""
CHAT = """\
from channels.generic.websocket import AsyncWebsocketConsumer


class ChatConsumer(AsyncWebsocketConsumer):
    async def receive(self, text_data=None, bytes_data=None):
        await self.send(text_data=text_data)
"""
PAHO = "adapters/mqtt/paho.py"
MESSAGES = "apps/devices/messages.py"
MQTT = "config/settings/parts/mqtt.py"
MISTAKES = (
    Mistake(
        "a socket for chatting, as the tutorial has it",
        "W001",
        (
            Edit(
                ROUTES,
                '[path("ws/", EventConsumer.as_asgi())]',
                '[path("ws/", EventConsumer.as_asgi()), path("chat/", ChatConsumer.as_asgi())]',
            ),
            Edit(
                ROUTES,
                "from apps.realtime.consumers import EventConsumer\n",
                "from apps.realtime.chat import ChatConsumer\n"
                "from apps.realtime.consumers import EventConsumer\n",
            ),
            Edit("apps/realtime/chat.py", None, CHAT),
        ),
        at="apps/realtime/chat.py",
    ),
    Mistake(
        "a socket that anybody opens from any page",
        "W002",
        edit(
            ROUTES,
            GUARDED,
            'application = URLRouter([path("ws/", EventConsumer.as_asgi())])\n',
        ),
        at="apps/realtime/consumers.py",
    ),
    Mistake(
        "a topic that everybody may hear",
        "W003",
        edit("apps/realtime/offered.py", "    allows=is_member,\n"),
    ),
    Mistake(
        "a topic that nobody describes",
        "W004",
        edit(
            "apps/devices/offered.py",
            '        "type": "object",\n        "additionalProperties"',
            '        "additionalProperties"',
        ),
    ),
    Mistake(
        "frames of ten megabytes",
        "W005",
        edit(
            "apps/realtime/limits.py",
            "frame_length: int = 16_384",
            "frame_length: int = 10_485_760",
        ),
        at="apps/realtime/consumers.py",
    ),
    Mistake(
        "a server that takes frames of any size",
        "W006",
        edit("compose.yml", ', "--ws-max-size", "65536"', ""),
    ),
    Mistake(
        "a message to sockets that nobody handles",
        "W007",
        edit("apps/realtime/subscribers.py", '{"type": "end"}', '{"type": "session.ended"}'),
    ),
    Mistake(
        "a channel layer that each process has for itself",
        "W008",
        edit(
            "config/settings/parts/channels.py",
            '            "BACKEND": "apps.realtime.layer.ChannelLayer",\n',
            '            "BACKEND": "channels.layers.InMemoryChannelLayer",\n',
        ),
        on_site=True,
    ),
    Mistake(
        "devices by plain MQTT",
        "Q001",
        edit(
            MQTT,
            'MQTT_URL = env.str("MQTT_URL", default="")\n',
            'MQTT_URL = "mqtt://broker.audited.test:1883"\n',
        ),
        on_site=True,
    ),
    Mistake(
        "a broker in memory",
        "Q002",
        edit(
            MQTT,
            '    "adapters.mqtt.paho.PahoTransport" if MQTT_URL else ',
            "    ",
        ),
        on_site=True,
    ),
    Mistake(
        "a bridge that forgets what came while it was away",
        "Q003",
        edit(PAHO, "            clean_start=False,\n"),
    ),
    Mistake(
        "commands with QoS 0",
        "Q003",
        edit(
            PAHO,
            "self.client.publish(topic, payload, qos=1, properties=wanted)",
            "self.client.publish(topic, payload, properties=wanted)",
        ),
    ),
    Mistake(
        "bridges that all store the same",
        "Q004",
        edit(
            MESSAGES,
            'shared = f"$share/{settings.MQTT_GROUP}/{settings.MQTT_TOPIC_PREFIX}/+"',
            'shared = f"{settings.MQTT_TOPIC_PREFIX}/+"',
        ),
    ),
    Mistake(
        "messages of any length",
        "Q005",
        edit(
            MESSAGES,
            'detail: Annotated[str, msgspec.Meta(max_length=200)] = ""',
            'detail: str = ""',
        ),
    ),
    Mistake(
        "telemetry for ever",
        "Q006",
        edit(MQTT, "DEVICE_LOG_DAYS = 30", "DEVICE_LOG_DAYS = 36_500"),
    ),
    Mistake(
        "a bridge that is asked as a server is",
        "D024",
        edit(
            "compose.yml",
            'command: ["python", "manage.py", "mqtt_bridge", "--name", "one"]\n'
            "    healthcheck:\n"
            '      test: ["CMD", "python", "-m", "utils.heartbeat"]\n'
            "      interval: 30s\n"
            "      timeout: 5s\n"
            "      start_period: 30s\n",
            'command: ["python", "manage.py", "mqtt_bridge", "--name", "one"]\n',
        ),
    ),
)
