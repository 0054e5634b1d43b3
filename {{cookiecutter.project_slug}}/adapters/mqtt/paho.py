import queue
import time
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import structlog
from django.conf import settings
from paho.mqtt.client import (
    MQTT_ERR_SUCCESS,
    Client,
    MQTTMessage,
    MQTTv5,
)
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from adapters.mqtt.base import LARGEST, Message, NotDelivered

log = structlog.get_logger("mqtt")

WEEK: Final = 604_800  # seconds for which the broker keeps what came while nobody was here
UNACKNOWLEDGED: Final = 1_000  # messages; the broker holds the others back
OVERHEAD: Final = 1_024  # bytes of a packet beside its payload
KEEPALIVE: Final = 30  # seconds; after half as many more a broker that is silent is gone
SLOWEST: Final = 60  # seconds between two tries to connect, which are 1, 2, 4 … apart
GATHERING: Final = 0.02  # seconds for more messages to come
PATIENCE: Final = 10.0  # seconds for the broker to take a message


class PahoTransport:
    """MQTT 5 to `MQTT_URL`: `mqtt://` or, with TLS, `mqtts://user:password@host:port`."""

    def __init__(self) -> None:
        self.came = queue.SimpleQueue[Message]()
        self.connections = 0
        self.has_left = False

    def open(self, client_id: str, topics: Sequence[str], *, leaving: bool = False) -> None:
        url = urlsplit(settings.MQTT_URL)
        self.topics, self.leaving = topics, leaving
        self.client = Client(
            CallbackAPIVersion.VERSION2, client_id, protocol=MQTTv5, manual_ack=True
        )
        if url.username:
            self.client.username_pw_set(unquote(url.username), unquote(url.password or ""))
        if url.scheme == "mqtts":
            self.client.tls_set()
        self.client.reconnect_delay_set(min_delay=1, max_delay=SLOWEST)
        self.client.on_connect = self._connected
        self.client.on_disconnect = self._disconnected
        self.client.on_message = self._message
        self.client.on_unsubscribe = self._unsubscribed
        wanted = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
        wanted.SessionExpiryInterval = WEEK
        wanted.ReceiveMaximum = UNACKNOWLEDGED
        wanted.MaximumPacketSize = LARGEST + OVERHEAD
        self.client.connect_async(
            url.hostname or "",
            url.port or (8883 if url.scheme == "mqtts" else 1883),
            KEEPALIVE,
            clean_start=False,
            properties=wanted,
        )
        self.client.loop_start()

    def receive(self, *, most: int, seconds: float) -> list[Message]:
        try:
            found = [self.came.get(timeout=seconds)]
        except queue.Empty:
            return []
        end = time.monotonic() + GATHERING
        while len(found) < most:
            try:
                found.append(self.came.get(timeout=max(0.0, end - time.monotonic())))
            except queue.Empty:
                break
        return found

    def publish(self, topic: str, payload: bytes, *, expires: int, correlation: bytes) -> None:
        if not self.client.is_connected():
            # Paho would keep it, and each further try beside it, and send all of them one day.
            raise NotDelivered("There is no connection to the broker.")
        wanted = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]
        wanted.MessageExpiryInterval = expires
        wanted.CorrelationData = correlation
        try:
            sent = self.client.publish(topic, payload, qos=1, properties=wanted)
            sent.wait_for_publish(PATIENCE)
        except (RuntimeError, ValueError) as error:  # paho's, without a connection or a place
            raise NotDelivered(str(error)) from error
        if sent.rc != MQTT_ERR_SUCCESS or not sent.is_published():
            raise NotDelivered(f"The broker has not answered within {PATIENCE:.0f} seconds.")

    def close(self) -> None:
        wanted = Properties(PacketTypes.DISCONNECT)  # type: ignore[no-untyped-call]
        if self.has_left:
            wanted.SessionExpiryInterval = 0
        self.client.disconnect(properties=wanted)
        self.client.loop_stop()

    def _connected(self, client: Client, *details: Any) -> None:
        _userdata, flags, reason, _properties = details
        if reason.is_failure:
            log.error("mqtt_refused", reason=str(reason))
            return
        self.connections += 1
        log.info("mqtt_connected", resumed=flags.session_present)
        if self.leaving:
            client.unsubscribe(list(self.topics))
        else:
            client.subscribe([(topic, 1) for topic in self.topics])

    def _unsubscribed(self, *_: Any) -> None:
        self.has_left = True

    def _disconnected(self, _client: Client, *details: Any) -> None:
        _userdata, _flags, reason, _properties = details
        log.warning("mqtt_disconnected", reason=str(reason))

    def _message(self, client: Client, _userdata: Any, message: MQTTMessage) -> None:
        mid, qos, connection = message.mid, message.qos, self.connections

        def ack() -> None:
            """On a later connection the number may be that of another message."""
            if connection == self.connections:
                client.ack(mid, qos)

        self.came.put(Message(message.topic, bytes(message.payload), ack))
