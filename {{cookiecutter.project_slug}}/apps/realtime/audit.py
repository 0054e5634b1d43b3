"""Checks of sockets, their topics and the layer between them: see docs/audit.md."""

import ast
import inspect
from collections.abc import Iterator
from typing import Any, Final

from channels.routing import ProtocolTypeRouter, URLRouter
from channels_redis.core import RedisChannelLayer  # type: ignore[import-untyped]
from django.conf import settings
from django.utils.module_loading import import_string

from apps.audit.checks import Finding, Project, check
from apps.audit.checks.compose import services
from apps.audit.sources import Module
from apps.events.event import known
from apps.realtime.consumers import EventConsumer
from apps.realtime.limits import Limits
from apps.realtime.middleware import SiteOriginValidator, TicketMiddleware
from apps.realtime.topics import Topic, topics

GUIDE: Final = "Async & Real-time Features, Channels Configuration"
PAGE: Final = "docs/realtime.md"
AROUND: Final = ("application", "inner", "app")  # what middleware calls that which it surrounds
GUARDS: Final = (SiteOriginValidator, TicketMiddleware)
SENDERS: Final = ("realtime.serving", "group_send(")
MOST: Final = {
    "frame_length": 65_536,
    "frames_per_second": 100,
    "burst": 1_000,
    "topics": 1_000,
    "waiting": 10_000,
    "resumed": 10_000,
}


def sockets() -> list[tuple[str, Any, tuple[Any, ...]]]:
    """The address of each, its consumer, and what a handshake passes before that."""
    whole: Any = import_string(settings.ASGI_APPLICATION)
    if isinstance(whole, ProtocolTypeRouter):
        whole = whole.application_mapping.get("websocket")
    return list(inside(whole))


def inside(
    application: Any, address: str = "/", passed: tuple[Any, ...] = ()
) -> Iterator[tuple[str, Any, tuple[Any, ...]]]:
    if isinstance(application, URLRouter):
        for route in application.routes:
            yield from inside(route.callback, f"{address}{route.pattern}", passed)
        return
    for name in AROUND:
        if inner := getattr(application, name, None):
            yield from inside(inner, address, (*passed, application))
            return
    if application is not None:
        yield address, getattr(application, "consumer_class", application), passed


@check(
    "W001",
    "Every socket is a consumer that has limits and looks after its caller",
    guide=f"{GUIDE}: consumer classes properly implemented",
    hint="Derive it from EventConsumer of `apps.realtime.consumers`.",
    page=PAGE,
)
def consumers(_: Project) -> Iterator[Finding]:
    for address, consumer, _passed in sockets():
        if not (inspect.isclass(consumer) and issubclass(consumer, EventConsumer)):
            yield Finding.about(consumer, address, "is no EventConsumer")


@check(
    "W002",
    "Every handshake is asked for its origin and its ticket",
    guide=f"{GUIDE}: WebSocket authentication handled",
    hint="Route it in `apps/realtime/routing.py`, inside of both.",
    page=PAGE,
)
def handshakes(_: Project) -> Iterator[Finding]:
    for address, consumer, passed in sockets():
        for guard in GUARDS:
            if not any(isinstance(each, guard) for each in passed):
                yield Finding.about(consumer, address, f"passes no {guard.__name__}")


@check(
    "W003",
    "Who may hear of something is asked",
    guide="Authentication & Permissions, Access Control: object-level permissions implemented where needed",
    hint="Give the topic `allows`; without it each user hears of their own account alone.",
    page=PAGE,
)
def permissions(_: Project) -> Iterator[Finding]:
    for topic in topics.values():
        if topic.allows is None and topic.aggregate != "user":
            yield about(topic, "asks nobody, and is of no user")


def about(topic: Topic, problem: str) -> Finding:
    """With the place of what describes it: the topic itself is no function."""
    return Finding.about(topic.describe, f"topic {topic.kind}", problem)


@check(
    "W004",
    "What a topic tells is described",
    guide="API Documentation: complete API documentation available",
    hint="Let `describe` give the JSON Schema of what `tell` gives, for each of its events.",
    page=PAGE,
)
def described(_: Project) -> Iterator[Finding]:
    for topic in topics.values():
        events = [each for each in known.values() if issubclass(each, topic.events)]
        if not events:
            yield about(topic, "tells of nothing that happens")
        for event in events:
            if topic.describe(event).get("type") != "object":
                yield about(topic, f"does not describe {event.__name__}")


@check(
    "W005",
    "What a socket sends and is sent has an end",
    guide="Authentication & Permissions, Security: input validation against injection attacks",
    hint="Mend the consumer's `limits`.",
    page=PAGE,
)
def limits(_: Project) -> Iterator[Finding]:
    for address, consumer, _passed in sockets():
        own: Limits | None = getattr(consumer, "limits", None)
        for name, most in MOST.items():
            value = getattr(own, name, most)
            if not 0 < value <= most:
                yield Finding.about(consumer, f"{address} {name}", f"is {value}")


@check(
    "W006",
    "The server takes no frame that the consumer would refuse for its size",
    guide="Authentication & Permissions, Security: input validation against injection attacks",
    hint="Give uvicorn `--ws-max-size 65536`: by itself it keeps sixteen megabytes of each.",
    page=PAGE,
)
def frames(project: Project) -> Iterator[Finding]:
    for file, name, service in services(project):
        command = service.get("command") or ""
        words = command.split() if isinstance(command, str) else [str(word) for word in command]
        if "uvicorn" in words and "--ws-max-size" not in words:
            yield Finding(f"{file}: {name}", "takes frames of any size", file)


@check(
    "W007",
    "Every message of the channel layer has its handler",
    guide=f"{GUIDE}: consumer classes properly implemented",
    hint="Write the method of the consumer that the message's `type` names.",
    page=PAGE,
)
def handlers(project: Project) -> Iterator[Finding]:
    handled = {name for _, consumer, _passed in sockets() for name in dir(consumer)}
    for module in project.modules("apps", "services", mentioning=SENDERS):
        for kind, line in messages(module):
            if kind.replace(".", "_") not in handled:
                yield Finding(f"message {kind}", "is handled by nobody", module.name, line)


def messages(module: Module) -> Iterator[tuple[str, int]]:
    """The types of those that are written out."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                is_type = isinstance(key, ast.Constant) and key.value == "type"
                if is_type and isinstance(value, ast.Constant):
                    yield str(value.value), node.lineno


@check(
    "W008",
    "All processes share their channel layer",
    guide=f"{GUIDE}: channel layers properly configured with Redis",
    hint="Set CHANNEL_REDIS_URL, or REDIS_URL.",
    page=PAGE,
    deploy=True,
)
def layers(_: Project) -> Iterator[Finding]:
    for alias, layer in settings.CHANNEL_LAYERS.items():
        kind: Any = import_string(layer["BACKEND"])
        if not issubclass(kind, RedisChannelLayer):
            problem = f"is a {kind.__name__}, which each process has for itself"
            yield Finding.of_setting(f"CHANNEL_LAYERS.{alias}", problem)
