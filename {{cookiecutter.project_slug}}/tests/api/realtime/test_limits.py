import asyncio

import pytest
from asgiref.sync import async_to_sync
from django.db import OperationalError
from redis.exceptions import RedisError

from apps.accounts.events import ProfileUpdated
from apps.accounts.models import User
from apps.organizations.models import Membership
from apps.realtime.consumers import EventConsumer
from apps.realtime.flow import Allowance, Outbox
from apps.realtime.limits import Limits
from tests.api.realtime.sockets import Socket, happens, play
from tests.factories.organizations import MembershipFactory


def limit(monkeypatch: pytest.MonkeyPatch, **limits: float) -> None:
    monkeypatch.setattr(EventConsumer, "limits", Limits(**limits))  # type: ignore[arg-type]


def test_a_flood_of_frames(ticket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    limit(monkeypatch, frames_per_second=0.001, burst=3)

    async def scene(client: Socket) -> None:
        for _ in range(3):
            await client.say("ping")
            await client.hear("pong")
        for _ in range(3):
            await client.say("ping")
            refused = await client.hear("error", code="rate_limited")
            assert refused["retry_after"] > 0
        await client.say("ping")
        assert await client.closed() == 4429

    play(scene, ticket)


def test_the_allowance_comes_back_and_is_not_saved_up() -> None:
    now = 0.0
    allowance = Allowance(2.0, 3, clock=lambda: now)

    assert [allowance.take() for _ in range(4)] == [0, 0, 0, 0.5]
    now = 0.5
    assert [allowance.take() for _ in range(2)] == [0, 0.5]
    now = 1_000.0
    assert [allowance.take() for _ in range(4)] == [0, 0, 0, 0.5]


def test_the_server_pings_who_is_silent_and_lets_go_of_who_stays_so(
    ticket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit(monkeypatch, heartbeat=0.2, idle=0.5)

    async def scene(client: Socket) -> None:
        for _ in range(4):
            await client.hear("ping")
            await client.say("pong")
        assert await client.closed(amid="ping") == 4408

    play(scene, ticket)


def test_a_session_whose_end_was_not_heard_of(
    ticket: str, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message is lost: Redis was away, say."""
    limit(monkeypatch, heartbeat=0.1, heartbeats_per_check=2)

    async def scene(client: Socket) -> None:
        await client.hear("ping")
        await User.objects.filter(pk=user.pk).aupdate(is_active=False)
        await client.hear("session.ended")
        assert await client.closed() == 4401

    play(scene, ticket)


def test_a_membership_whose_end_was_not_heard_of(
    ticket: str, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit(monkeypatch, heartbeat=0.2, heartbeats_per_check=1)
    organization = MembershipFactory.create(user=user).organization

    async def scene(client: Socket) -> None:
        await client.say("subscribe", topic=f"organization:{organization.pk}")
        await client.hear("subscribed")
        await Membership.objects.filter(user=user).adelete()
        frame = await client.receive_json_from()
        while frame == {"type": "ping"}:
            frame = await client.receive_json_from()
        assert (frame["type"], frame["reason"]) == ("unsubscribed", "forbidden")

    play(scene, ticket)


def test_a_database_that_is_away_closes_no_socket(
    ticket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit(monkeypatch, heartbeat=0.1, heartbeats_per_check=1)

    def fail(*_: object) -> None:
        raise OperationalError("gone")

    async def scene(client: Socket) -> None:
        monkeypatch.setattr(EventConsumer, "look", fail)
        for _ in range(3):
            await client.hear("ping")

    play(scene, ticket)


def test_a_client_that_does_not_read(
    ticket: str, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory must not fill, nor others wait."""
    limit(monkeypatch, waiting=3)
    send = EventConsumer.send

    async def slow(self: EventConsumer, text_data: str) -> None:
        if '"event"' in text_data:
            await asyncio.Event().wait()
        await send(self, text_data)

    monkeypatch.setattr(EventConsumer, "send", slow)

    async def scene(client: Socket) -> None:
        for _ in range(5):
            await happens(ProfileUpdated(user.pk))
        assert await client.closed() == 4413

    play(scene, ticket)


def test_the_outbox_is_bounded_and_empties_in_order() -> None:
    sent: list[str] = []
    gate = asyncio.Event()

    async def send(text: str) -> None:
        await gate.wait()
        sent.append(text)

    async def run() -> None:
        outbox = Outbox(send, 2)
        writing = asyncio.create_task(outbox.run())
        assert outbox.put("a")
        await asyncio.sleep(0)  # it is at hand now, and waits for the client
        assert outbox.put("b")
        assert outbox.put("c")
        assert not outbox.put("d")
        gate.set()
        await outbox.emptied()
        writing.cancel()

    async_to_sync(run)()
    assert sent == ["a", "b", "c"]


def test_redis_that_is_lost_lets_everybody_come_back(
    ticket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who subscribes to what may be lost with it: nobody must stay, and hear nothing."""

    async def fail(*_: object) -> None:
        raise RedisError("gone")

    async def scene(client: Socket) -> None:
        monkeypatch.setattr("apps.realtime.serving.join", fail)
        await client.say("subscribe", topic="account")
        assert await client.closed() == 1012

    play(scene, ticket)


def test_a_socket_that_has_been_open_for_long_comes_back(
    ticket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit(monkeypatch, heartbeat=0.1, lifetime=0.15)

    async def scene(client: Socket) -> None:
        await client.hear("ping")
        assert await client.closed() == 1012

    play(scene, ticket)
