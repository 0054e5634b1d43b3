from collections.abc import Awaitable, Callable

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from channels.layers import channel_layers
from channels.testing import WebsocketCommunicator

from apps.accounts.events import (
    PasswordChanged,
    ProfileUpdated,
    UserDeactivated,
    UserLoggedOut,
)
from apps.accounts.models import User
from apps.realtime import subscribers, tickets
from apps.realtime.routing import application
from services.accounts.sessions import SessionService

Scene = Callable[[WebsocketCommunicator], Awaitable[None]]


@pytest.fixture(autouse=True)
def one_test_one_world(monkeypatch: pytest.MonkeyPatch) -> None:
    """A layer belongs to its event loop, and each test has its own; its transaction stays open."""
    channel_layers.backends.clear()
    monkeypatch.setattr("channels.db.close_old_connections", lambda: None)


@pytest.fixture
def ticket(user: User) -> str:
    """A ticket that `user` got in a session that is open."""
    SessionService().open(user=user)
    return tickets.issue(tickets.Holder(user.pk, str(user.sessions.get().pk)))


def socket(ticket: str, origin: str | None = None) -> WebsocketCommunicator:
    headers = [(b"origin", origin.encode())] if origin else []
    return WebsocketCommunicator(application, f"/ws/?ticket={ticket}", headers)


def play(scene: Scene, ticket: str) -> None:
    """Run ``scene`` on a socket that is open and welcomed."""

    async def run() -> None:
        client = socket(ticket)
        connected, _ = await client.connect()
        assert connected
        assert (await client.receive_json_from())["type"] == "welcome"
        await scene(client)
        await client.disconnect()

    async_to_sync(run)()


def refused(make: Callable[[], WebsocketCommunicator]) -> bool:
    async def run() -> bool:
        client = make()
        connected, _ = await client.connect()
        await client.disconnect()
        return not connected

    return async_to_sync(run)()


def test_it_answers_a_ping(ticket: str) -> None:
    async def scene(client: WebsocketCommunicator) -> None:
        await client.send_json_to({"type": "ping"})
        assert await client.receive_json_from() == {"type": "pong"}

    play(scene, ticket)


def test_it_hears_of_its_users_changes_and_of_nobody_elses(ticket: str, user: User) -> None:
    async def scene(client: WebsocketCommunicator) -> None:
        await sync_to_async(subscribers.account_updated)(ProfileUpdated(user.pk + 1))
        event = ProfileUpdated(user.pk)
        await sync_to_async(subscribers.account_updated)(event)
        frame = await client.receive_json_from()
        assert frame == {"type": "account.updated", "event_id": str(event.event_id)}
        assert await client.receive_nothing()

    play(scene, ticket)


@pytest.mark.parametrize("happened", [PasswordChanged, UserLoggedOut, UserDeactivated])
def test_the_end_of_a_session_closes_it(
    happened: type[PasswordChanged | UserLoggedOut | UserDeactivated], ticket: str, user: User
) -> None:
    async def scene(client: WebsocketCommunicator) -> None:
        await sync_to_async(subscribers.session_ended)(happened(user.pk))
        assert await client.receive_json_from() == {"type": "session.ended"}
        assert await client.receive_output() == {"type": "websocket.close", "code": 4401}

    play(scene, ticket)


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ("no json", "malformed"),
        ("[1]", "malformed"),
        ('{"type": 1}', "malformed"),
        ('{"type": "shout"}', "unknown_type"),
    ],
)
def test_nonsense_is_answered_and_leaves_it_open(frame: str, code: str, ticket: str) -> None:
    async def scene(client: WebsocketCommunicator) -> None:
        await client.send_to(text_data=frame)
        answer = await client.receive_json_from()
        assert (answer["type"], answer["code"]) == ("error", code)
        await client.send_json_to({"type": "ping"})
        assert await client.receive_json_from() == {"type": "pong"}

    play(scene, ticket)


def test_a_binary_frame_is_refused(ticket: str) -> None:
    async def scene(client: WebsocketCommunicator) -> None:
        await client.send_to(bytes_data=b"\x00\xff")
        assert (await client.receive_json_from())["code"] == "binary_frame"

    play(scene, ticket)


def test_memory_exhaustion_by_a_huge_frame_ends_the_connection(ticket: str) -> None:
    async def scene(client: WebsocketCommunicator) -> None:
        await client.send_to(text_data="x" * 16_385)
        assert await client.receive_output() == {"type": "websocket.close", "code": 1009}

    play(scene, ticket)


def test_no_ticket_no_socket() -> None:
    assert refused(lambda: socket(""))
    assert refused(lambda: WebsocketCommunicator(application, "/ws/"))


def test_replay_of_a_ticket_is_refused(ticket: str) -> None:
    assert not refused(lambda: socket(ticket))
    assert refused(lambda: socket(ticket))


def test_a_ticket_outlives_no_logout(ticket: str, user: User) -> None:
    SessionService().end_all(user=user)

    assert refused(lambda: socket(ticket))


def test_cross_site_websocket_hijacking_is_refused(ticket: str) -> None:
    assert refused(lambda: socket(ticket, origin="https://evil.test"))
    assert not refused(lambda: socket(ticket, origin="https://testserver"))
