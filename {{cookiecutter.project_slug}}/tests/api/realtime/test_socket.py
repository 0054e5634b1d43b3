import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from channels.layers import channel_layers
from channels.testing import WebsocketCommunicator

from apps.accounts.events import (
    PasswordChanged,
    ProfileUpdated,
    UserDeactivated,
    UserLoggedOut,
)
from apps.realtime import subscribers, tickets
from apps.realtime.routing import application

Scene = Callable[[WebsocketCommunicator], Awaitable[None]]


@pytest.fixture(autouse=True)
def fresh_layer() -> None:
    """A layer belongs to its event loop, and each test has its own."""
    channel_layers.backends.clear()


def socket(ticket: str, origin: str | None = None) -> WebsocketCommunicator:
    headers = [(b"origin", origin.encode())] if origin else []
    return WebsocketCommunicator(application, f"/ws/?ticket={ticket}", headers)


def play(scene: Scene, user_id: int = 7) -> None:
    """Run ``scene`` on a socket that is open and welcomed."""

    async def run() -> None:
        client = socket(await sync_to_async(tickets.issue)(user_id))
        connected, _ = await client.connect()
        assert connected
        assert await client.receive_json_from() == {"type": "welcome", "user_id": user_id}
        await scene(client)
        await client.disconnect()

    asyncio.run(run())


def refused(make: Callable[[], WebsocketCommunicator]) -> bool:
    async def run() -> bool:
        connected, _ = await make().connect()
        return not connected

    return asyncio.run(run())


def test_it_answers_a_ping() -> None:
    async def scene(client: WebsocketCommunicator) -> None:
        await client.send_json_to({"type": "ping"})
        assert await client.receive_json_from() == {"type": "pong"}

    play(scene)


def test_it_hears_of_its_users_changes_and_of_nobody_elses() -> None:
    async def scene(client: WebsocketCommunicator) -> None:
        await sync_to_async(subscribers.account_updated)(ProfileUpdated(user_id=8))
        event = ProfileUpdated(user_id=7)
        await sync_to_async(subscribers.account_updated)(event)
        frame = await client.receive_json_from()
        assert frame == {"type": "account.updated", "event_id": str(event.event_id)}
        assert await client.receive_nothing()

    play(scene)


@pytest.mark.parametrize("event", [PasswordChanged(7), UserLoggedOut(7), UserDeactivated(7)])
def test_the_end_of_a_session_closes_it(event: Any) -> None:
    async def scene(client: WebsocketCommunicator) -> None:
        await sync_to_async(subscribers.session_ended)(event)
        assert await client.receive_json_from() == {"type": "session.ended"}
        assert await client.receive_output() == {"type": "websocket.close", "code": 4401}

    play(scene)


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ("no json", "malformed"),
        ("[1]", "malformed"),
        ('{"type": 1}', "malformed"),
        ('{"type": "shout"}', "unknown_type"),
    ],
)
def test_nonsense_is_answered_and_leaves_it_open(frame: str, code: str) -> None:
    async def scene(client: WebsocketCommunicator) -> None:
        await client.send_to(text_data=frame)
        answer = await client.receive_json_from()
        assert (answer["type"], answer["code"]) == ("error", code)
        await client.send_json_to({"type": "ping"})
        assert await client.receive_json_from() == {"type": "pong"}

    play(scene)


def test_a_binary_frame_is_refused() -> None:
    async def scene(client: WebsocketCommunicator) -> None:
        await client.send_to(bytes_data=b"\x00\xff")
        assert (await client.receive_json_from())["code"] == "binary_frame"

    play(scene)


def test_memory_exhaustion_by_a_huge_frame_ends_the_connection() -> None:
    async def scene(client: WebsocketCommunicator) -> None:
        await client.send_to(text_data="x" * 16_385)
        assert await client.receive_output() == {"type": "websocket.close", "code": 1009}

    play(scene)


def test_no_ticket_no_socket() -> None:
    assert refused(lambda: socket(""))
    assert refused(lambda: WebsocketCommunicator(application, "/ws/"))


def test_replay_of_a_ticket_is_refused() -> None:
    ticket = tickets.issue(7)
    tickets.redeem(ticket)

    assert refused(lambda: socket(ticket))


def test_cross_site_websocket_hijacking_is_refused() -> None:
    ticket = tickets.issue(7)

    assert refused(lambda: socket(ticket, origin="https://evil.test"))
    assert not refused(lambda: socket(ticket, origin="https://testserver"))
