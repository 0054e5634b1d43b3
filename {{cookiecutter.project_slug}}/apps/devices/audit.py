"""Checks of what devices say and how it gets here: see docs/audit.md."""

import ast
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec
from django.conf import settings
from django.utils.module_loading import import_string

from adapters.mqtt.memory import MemoryTransport
from apps.audit.checks import Finding, Project, check
from apps.audit.project import subclasses
from apps.audit.sources import called
from apps.devices import messages
from apps.devices.messages import KINDS, Payload

GUIDE: Final = "Async & Channels, MQTT Support"
PAGE: Final = "docs/mqtt.md"
WILD: Final = frozenset("+#$")
LONGEST: Final = 366  # days


@check(
    "Q001",
    "Devices are met by TLS, and with a password",
    guide="Data Protection: data encryption at rest and in transit",
    hint="Set MQTT_URL to `mqtts://user:password@host:8883`.",
    page=PAGE,
    deploy=True,
)
def encrypted(_: Project) -> Iterator[Finding]:
    url = urlsplit(settings.MQTT_URL)
    if url.scheme != "mqtts":
        yield Finding.of_setting("MQTT_URL", "is no `mqtts://`: anybody on the way reads along")
    if not url.username or not url.password:
        yield Finding.of_setting("MQTT_URL", "has no user and password")


@check(
    "Q002",
    "Bridges and devices meet at a broker",
    guide=f"{GUIDE}: use `paho-mqtt` for MQTT client",
    hint="Set MQTT_TRANSPORT to `adapters.mqtt.paho.PahoTransport`.",
    page=PAGE,
    deploy=True,
)
def broker(_: Project) -> Iterator[Finding]:
    if issubclass(import_string(settings.MQTT_TRANSPORT), MemoryTransport):
        yield Finding.of_setting("MQTT_TRANSPORT", "keeps what is said in one process")


@check(
    "Q003",
    "What is on its way is not lost",
    guide=f"{GUIDE}: implement message queuing and reliability",
    hint="Connect with `clean_start=False` and `manual_ack=True`, and publish and subscribe with QoS 1.",
    page=PAGE,
)
def kept(project: Project) -> Iterator[Finding]:
    for module in project.modules("adapters", "apps", "services", mentioning=["paho"]):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and (problem := loses(node)):
                yield Finding(module.name, problem, module.name, node.lineno)


def loses(call: ast.Call) -> str:
    """What paho would lose, of the defaults that it has."""
    given = {word.arg: ast.unparse(word.value) for word in call.keywords}
    match called(call):
        case "Client" if given.get("manual_ack") != "True":
            return "acknowledges what is not stored yet"
        case "connect" | "connect_async" if given.get("clean_start") != "False":
            return "forgets what came while it was away"
        case "publish" if ast.unparse(call.func).endswith("client.publish") and (
            given.get("qos", "0") == "0"
        ):
            return "publishes with QoS 0"
        case "subscribe" if call.args and asks_for_nothing(call, given):
            return "subscribes with QoS 0"
    return ""


def asks_for_nothing(call: ast.Call, given: dict[str | None, str]) -> bool:
    """Whether neither `qos=1`, nor a second argument, nor pairs such as `(topic, 1)` say better."""
    if len(call.args) > 1 or given.get("qos", "0") != "0":
        return ast.unparse(call.args[1]) == "0" if len(call.args) > 1 else False
    pairs = [node for node in ast.walk(call.args[0]) if isinstance(node, ast.Tuple)]
    return not any(ast.unparse(pair.elts[-1]) in {"1", "2"} for pair in pairs)


@check(
    "Q004",
    "Bridges share what comes, below a prefix of this project",
    guide=f"{GUIDE}: implement message queuing and reliability",
    hint="Begin topics with `$share/<MQTT_GROUP>/<MQTT_TOPIC_PREFIX>/`; the status alone is for each.",
    page=PAGE,
)
def topics(_: Project) -> Iterator[Finding]:
    for name in ("MQTT_GROUP", "MQTT_TOPIC_PREFIX"):
        value = getattr(settings, name)
        if not value or WILD & set(value) or (name == "MQTT_GROUP" and "/" in value):
            yield Finding.of_setting(name, f"is '{value}'")
    own, shared = f"{settings.MQTT_TOPIC_PREFIX}/", f"$share/{settings.MQTT_GROUP}/"
    for topic in messages.topics():
        if not topic.removeprefix(shared).startswith(own):
            yield Finding.about(messages.topics, topic, f"is not below {own}")
        elif not topic.startswith(shared) and not topic.endswith("/status"):
            yield Finding.about(
                messages.topics, topic, "comes to every bridge, and is stored by each"
            )


@check(
    "Q005",
    "Every kind of message has a shape, with an end",
    guide="Authentication & Permissions, Security: input validation against injection attacks",
    hint="Name a Payload of `apps.devices.messages` in KINDS, with bounds for its texts and lists.",
    page=PAGE,
)
def shapes(_: Project) -> Iterator[Finding]:
    kinds: dict[str, Any] = {**KINDS}
    for kind, payload in kinds.items():
        if not (isinstance(payload, type) and issubclass(payload, Payload)):
            yield Finding.about(messages, f"messages on {kind}", "have no Payload")
        elif endless := list(without_end(msgspec.inspect.type_info(payload))):
            yield Finding.about(payload, f"messages on {kind}", f"have no end: {endless[0]}")
    for payload in subclasses(Payload):
        if payload.__module__ == messages.__name__ and payload not in KINDS.values():
            yield Finding.about(payload, payload.__name__, "is on no topic")


def without_end(kind: Any, name: str = "") -> Iterator[str]:
    """The fields, at any depth."""
    if isinstance(kind, msgspec.inspect.StructType):
        for field in kind.fields:
            yield from without_end(field.type, field.name)
        return
    endless = (msgspec.inspect.StrType, msgspec.inspect.DictType, msgspec.inspect.ListType)
    if isinstance(kind, endless) and kind.max_length is None:
        yield name
    for part in ("key_type", "value_type", "item_type"):
        if inner := getattr(kind, part, None):
            yield from without_end(inner, name)
    for inner in getattr(kind, "types", ()):
        yield from without_end(inner, name)


@check(
    "Q006",
    "What devices have said is forgotten some day",
    guide="Data Protection: data retention policies implemented",
    hint="Set DEVICE_LOG_DAYS to a year or less.",
    page=PAGE,
)
def forgotten(_: Project) -> Iterator[Finding]:
    if not 0 < settings.DEVICE_LOG_DAYS <= LONGEST:
        yield Finding.of_setting("DEVICE_LOG_DAYS", f"is {settings.DEVICE_LOG_DAYS}")
