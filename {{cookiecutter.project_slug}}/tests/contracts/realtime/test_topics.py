"""What holds for every socket and for every topic, of whatever app."""

from typing import Any

import msgspec
import pytest
from asgiref.sync import async_to_sync
from channels.testing import WebsocketCommunicator
from django.conf import settings
from django.utils.module_loading import import_string
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from apps.accounts.models import Session
from apps.events.event import Event
from apps.realtime import asyncapi, tickets, topics
from apps.realtime.audit import sockets
from tests.api.realtime.sockets import Socket, play
from tests.contracts import eventful
from tests.contracts.realtime.offered import CONSUMERS, declared, undeclared
from tests.contracts.table import CALLERS
from tests.contracts.worlds import Stage

TOLD = [
    pytest.param(topic, event, id=f"{topic.kind} {event.__name__}")
    for topic in topics.topics.values()
    for event in eventful.own().values()
    if issubclass(event, topic.events)
]
every_socket = pytest.mark.parametrize("address", sorted(CONSUMERS))


def ticket(stage: Stage, caller: str) -> str:
    session = Session.objects.filter(user=stage.people[caller]).latest("pk")
    return tickets.issue(tickets.Holder(stage.people[caller].pk, str(session.pk)))


def test_every_socket_and_every_topic_is_declared() -> None:
    assert {address: consumer for address, consumer, _ in sockets()} == CONSUMERS
    assert undeclared(topics.topics, declared()) == []


@pytest.mark.parametrize("kind", sorted(declared()))
@pytest.mark.parametrize("caller", CALLERS[1:])
def test_each_caller_hears_of_it_as_is_declared(stage: Stage, kind: str, caller: str) -> None:
    offered = declared()[kind]
    name = kind if offered.of is None else f"{kind}:{offered.of(stage.home)}"

    async def scene(client: Socket) -> None:
        await client.say("subscribe", topic=name)
        if caller in offered.to:
            await client.hear("subscribed", topic=name)
        else:
            await client.hear("error", code="forbidden", topic=name)

    play(scene, ticket(stage, caller))


@every_socket
def test_nobody_opens_it_without_a_ticket(address: str) -> None:
    async def run() -> None:
        for query in ("", "?ticket=", f"?ticket={'x' * tickets.LENGTH}"):
            connected, _ = await WebsocketCommunicator(application(), address + query).connect()
            assert not connected

    async_to_sync(run)()


@every_socket
def test_a_frame_that_it_does_not_know_is_an_error_and_no_end(stage: Stage, address: str) -> None:
    letter = ticket(stage, "member")

    async def run() -> None:
        client = WebsocketCommunicator(application(), f"{address}?ticket={letter}")
        assert (await client.connect())[0]
        answers = [await client.receive_json_from()]
        for frame in ({"type": "shout"}, {"type": "ping"}):
            await client.send_json_to(frame)
            answers.append(await client.receive_json_from())
        await client.disconnect()
        assert [(frame["type"], frame.get("code")) for frame in answers] == [
            ("welcome", None),
            ("error", "unknown_type"),
            ("pong", None),
        ]

    async_to_sync(run)()


def application() -> Any:
    return import_string(settings.ASGI_APPLICATION)


@pytest.mark.django_db
@pytest.mark.parametrize(("topic", "event"), TOLD)
def test_what_it_tells_of_an_event_is_what_the_asyncapi_document_says(
    topic: topics.Topic, event: type[Event]
) -> None:
    document = asyncapi.document(host="testserver", secure=True)

    (data,) = topic.tell([eventful.sample(event)])

    assert f"{topic.kind}.{event.__name__}" in document["components"]["messages"]
    sent = msgspec.json.decode(msgspec.json.encode(data))
    Draft202012Validator(topic.describe(event)).validate(sent)


def test_a_topic_that_nobody_declared_and_one_that_is_gone() -> None:
    assert undeclared({"door": topics.topics["account"]}, {"gate": declared()["account"]}) == [
        "'door:…': say in TOPICS of an offered.py below tests/contracts/ who may hear of it",
        "'gate:…': no topic is called so",
    ]
