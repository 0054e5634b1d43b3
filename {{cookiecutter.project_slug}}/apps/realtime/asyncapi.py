"""The socket, as AsyncAPI 3 describes it: made of the frames, the topics and their events."""

import inspect
from typing import Any, Final, get_args

import msgspec
from django.conf import settings

from apps.events.event import Event, known
from apps.realtime.frames import FROM_CLIENT, FROM_SERVER, Happened
from apps.realtime.tickets import LENGTH
from apps.realtime.topics import Topic, topics

REF: Final = "#/components/schemas/{name}"
CHANNEL: Final = "socket"


def document(*, host: str, secure: bool) -> dict[str, Any]:
    """`host` with its port. What it says of events is what is registered at the time."""
    frames = {*get_args(FROM_CLIENT), *get_args(FROM_SERVER)}
    _, schemas = msgspec.json.schema_components(
        sorted(frames, key=lambda frame: frame.__name__), ref_template=REF
    )
    messages = {frame.__name__: _message(frame) for frame in frames if frame is not Happened}
    told = [(topic, event) for topic in topics.values() for event in _events(topic)]
    for topic, event in told:
        schemas[_name(topic, event)] = _event_schema(topic, event)
        messages[_name(topic, event)] = _event_message(topic, event)
    from_server = [frame.__name__ for frame in get_args(FROM_SERVER) if frame is not Happened]
    return {
        "asyncapi": "3.1.0",
        "info": {
            "title": settings.SPECTACULAR_SETTINGS["TITLE"],
            "version": settings.SPECTACULAR_SETTINGS["VERSION"],
            "description": "Connect with a ticket of `POST /api/v1/realtime/tickets/`.",
        },
        "defaultContentType": "application/json",
        "servers": {"this": {"host": host, "protocol": "wss" if secure else "ws"}},
        "channels": {
            CHANNEL: {
                "address": "/ws/",
                "messages": {name: _ref("messages", name) for name in sorted(messages)},
                "bindings": {"ws": {"method": "GET", "query": _query()}},
            }
        },
        "operations": {
            "hear": _operation("receive", [frame.__name__ for frame in get_args(FROM_CLIENT)]),
            "say": _operation("send", [*from_server, *(_name(*one) for one in told)]),
        },
        "components": {
            "messages": dict(sorted(messages.items())),
            "schemas": dict(sorted(schemas.items())),
        },
    }


def _events(topic: Topic) -> list[type[Event]]:
    found = [event for event in known.values() if issubclass(event, topic.events)]
    # A base class is what others are derived from, and nothing that happens.
    return sorted((one for one in found if not one.__subclasses__()), key=lambda one: one.type)


def _name(topic: Topic, event: type[Event]) -> str:
    return f"{topic.kind}.{event.__name__}"


def _message(frame: type) -> dict[str, Any]:
    text = inspect.cleandoc(frame.__doc__ or "")
    return {"summary": text, "payload": {"$ref": REF.format(name=frame.__name__)}}


def _event_message(topic: Topic, event: type[Event]) -> dict[str, Any]:
    return {
        "summary": f"{event.type}, in {topic.name('{id}')}",
        "payload": {"$ref": REF.format(name=_name(topic, event))},
    }


def _event_schema(topic: Topic, event: type[Event]) -> dict[str, Any]:
    changed = {"event": {"const": event.type}, "data": topic.describe(event)}
    narrowed = {"type": "object", "properties": changed}
    return {"allOf": [{"$ref": REF.format(name=Happened.__name__)}, narrowed]}


def _query() -> dict[str, Any]:
    ticket = {"type": "string", "minLength": LENGTH, "maxLength": LENGTH}
    return {"type": "object", "properties": {"ticket": ticket}, "required": ["ticket"]}


def _operation(action: str, names: list[str]) -> dict[str, Any]:
    channel = f"#/channels/{CHANNEL}"
    return {
        "action": action,
        "channel": {"$ref": channel},
        "messages": [{"$ref": f"{channel}/messages/{name}"} for name in names],
    }


def _ref(kind: str, name: str) -> dict[str, str]:
    return {"$ref": f"#/components/{kind}/{name}"}
