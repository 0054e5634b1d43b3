"""The audit's checks of sockets."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.conf import LazySettings
from django.urls import path

from apps.accounts.events import ProfileUpdated
from apps.events.event import Event
from apps.realtime import audit
from apps.realtime.consumers import EventConsumer
from apps.realtime.middleware import SiteOriginValidator, TicketMiddleware
from apps.realtime.offered import ACCOUNT
from apps.realtime.topics import Topic, topics
from tests.unit.audit.auditing import found, tree

COMPOSE = "services: {ws: {command: %s}}\n"
SENDER = "from apps.realtime.serving import send\n\nsend('group', {'type': '%s'})\n"


class Chat(AsyncWebsocketConsumer):
    """Knows nobody, and takes whatever comes."""


class Talkative(EventConsumer):
    limits = replace(EventConsumer.limits, frame_length=10_000_000, burst=0)


def serve(monkeypatch: pytest.MonkeyPatch, websocket: Any) -> None:
    whole = ProtocolTypeRouter({"websocket": websocket})
    monkeypatch.setattr(audit, "import_string", lambda _: whole)


def routed(consumer: Any) -> Any:
    inner = URLRouter([path("chat/", URLRouter([path("", consumer.as_asgi())]))])
    return SiteOriginValidator(TicketMiddleware(inner))


def test_what_is_served_passes() -> None:
    assert [address for address, _, _ in audit.sockets()] == ["/ws/"]
    for check in ("W001", "W002", "W003", "W004", "W005", "W006", "W007"):
        assert found(check) == []


def test_a_site_without_sockets_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    serve(monkeypatch, None)

    assert found("W001") == found("W002") == found("W005") == []


def test_a_consumer_of_another_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    serve(monkeypatch, routed(Chat))

    assert found("W001") == ["/chat/"]
    assert found("W002") == []


@pytest.mark.parametrize(
    ("guards", "missing"),
    [((), 2), ((SiteOriginValidator,), 1), ((TicketMiddleware,), 1)],
)
def test_a_handshake_that_is_not_asked(
    guards: Sequence[Any], missing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    application: Any = URLRouter([path("ws/", EventConsumer.as_asgi())])
    for guard in guards:
        application = guard(application)
    serve(monkeypatch, application)

    assert found("W002") == ["/ws/"] * missing


def test_limits_that_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    serve(monkeypatch, routed(Talkative))

    assert found("W005") == ["/chat/ frame_length", "/chat/ burst"]


@pytest.mark.parametrize(
    ("check", "changes"),
    [
        ("W003", {"aggregate": "invoice"}),
        ("W004", {"describe": lambda _: {}}),
        ("W004", {"events": (type("Never", (), {}),)}),
    ],
)
def test_a_topic(check: str, changes: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    events: tuple[type[Event], ...] = (ProfileUpdated,)
    topic: Topic = replace(ACCOUNT, kind="made", events=events)
    monkeypatch.setitem(topics, "made", topic)
    assert found(check) == []

    monkeypatch.setitem(topics, "made", replace(topic, **changes))

    assert found(check) == ["topic made"]


@pytest.mark.parametrize("command", ["uvicorn config.asgi:application", '["uvicorn", "x:y"]'])
def test_a_server_that_takes_frames_of_any_size(command: str, tmp_path: Path) -> None:
    good = COMPOSE % '["uvicorn", "x:y", "--ws-max-size", "65536"]'
    assert found("W006", tree(tmp_path, {"compose.yml": good})) == []

    project = tree(tmp_path, {"compose.yml": COMPOSE % command})

    assert found("W006", project) == ["compose.yml: ws"]


def test_a_message_that_nobody_handles(tmp_path: Path) -> None:
    assert found("W007", tree(tmp_path, {"apps/shop/telling.py": SENDER % "push"})) == []

    project = tree(tmp_path, {"apps/shop/telling.py": SENDER % "order.paid"})

    assert found("W007", project) == ["message order.paid"]


def test_a_layer_that_each_process_has_for_itself(settings: LazySettings) -> None:
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": "apps.realtime.layer.ChannelLayer"}}
    assert found("W008") == []

    settings.CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
    assert found("W008") == ["CHANNEL_LAYERS.default"]
