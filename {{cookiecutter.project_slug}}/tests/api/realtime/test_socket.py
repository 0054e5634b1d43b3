from collections.abc import Callable

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from channels.testing import WebsocketCommunicator

from apps.accounts.events import (
    PasswordChanged,
    ProfileUpdated,
    UserDeactivated,
    UserLoggedOut,
)
from apps.accounts.models import User
from apps.realtime import subscribers
from apps.realtime.routing import application
from services.accounts.sessions import SessionService
from tests.api.realtime.sockets import Socket, happens, play


def refused(make: Callable[[], WebsocketCommunicator]) -> bool:
    async def run() -> bool:
        client = make()
        connected, _ = await client.connect()
        await client.disconnect()
        return not connected

    return async_to_sync(run)()


def test_it_answers_a_ping(ticket: str) -> None:
    async def scene(client: Socket) -> None:
        await client.say("ping")
        await client.hear("pong")

    play(scene, ticket)


def test_it_hears_of_its_users_changes_and_of_nobody_elses(ticket: str, user: User) -> None:
    async def scene(client: Socket) -> None:
        await happens(ProfileUpdated(user.pk + 1))
        event = ProfileUpdated(user.pk)
        await happens(event)
        await client.hear(
            "event",
            topic="account",
            id=str(event.event_id),
            event="accounts.profile_updated",
            data={},
        )
        assert await client.receive_nothing()

    play(scene, ticket)


@pytest.mark.parametrize("happened", [PasswordChanged, UserLoggedOut, UserDeactivated])
def test_the_end_of_a_session_closes_it(
    happened: type[PasswordChanged | UserLoggedOut | UserDeactivated], ticket: str, user: User
) -> None:
    async def scene(client: Socket) -> None:
        await sync_to_async(subscribers.session_ended)(happened(user.pk))
        await client.hear("session.ended")
        assert await client.closed() == 4401

    play(scene, ticket)


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ("no json", "malformed"),
        ("[" * 9_000, "malformed"),
        ("[1]", "malformed"),
        ('{"type": 1}', "malformed"),
        ('{"type": "subscribe"}', "malformed"),
        ('{"type": "subscribe", "topic": 7}', "malformed"),
        ('{"type": "subscribe", "topic": "account", "after": "yesterday"}', "malformed"),
        ('{"type": "shout"}', "unknown_type"),
        ('{"type": "welcome", "user_id": 1}', "unknown_type"),
        ('{"type": "unsubscribe", "topic": "organization:7"}', "unknown_topic"),
    ],
)
def test_nonsense_is_answered_and_leaves_it_open(frame: str, code: str, ticket: str) -> None:
    async def scene(client: Socket) -> None:
        await client.send_to(text_data=frame)
        await client.hear("error", code=code)
        await client.say("ping")
        await client.hear("pong")

    play(scene, ticket)


def test_a_binary_frame_is_refused(ticket: str) -> None:
    async def scene(client: Socket) -> None:
        await client.send_to(bytes_data=b"\x00\xff")
        await client.hear("error", code="binary_frame")

    play(scene, ticket)


def test_memory_exhaustion_by_a_huge_frame_ends_the_connection(ticket: str) -> None:
    async def scene(client: Socket) -> None:
        await client.send_to(text_data="x" * 16_385)
        assert await client.closed() == 1009

    play(scene, ticket)


def test_no_ticket_no_socket() -> None:
    assert refused(lambda: Socket(""))
    assert refused(lambda: WebsocketCommunicator(application, "/ws/"))


def test_replay_of_a_ticket_is_refused(ticket: str) -> None:
    assert not refused(lambda: Socket(ticket))
    assert refused(lambda: Socket(ticket))


def test_a_ticket_outlives_no_logout(ticket: str, user: User) -> None:
    SessionService().end_all(user=user)

    assert refused(lambda: Socket(ticket))


def test_cross_site_websocket_hijacking_is_refused(ticket: str) -> None:
    assert refused(lambda: Socket(ticket, origin="https://evil.test"))
    assert not refused(lambda: Socket(ticket, origin="https://testserver"))
