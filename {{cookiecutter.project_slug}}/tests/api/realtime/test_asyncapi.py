import json
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from apps.accounts.models import User
from apps.organizations.events import MemberJoined
from apps.organizations.models import Organization
from apps.realtime import history, topics
from apps.realtime.frames import FROM_CLIENT, FROM_SERVER, encoded
from tests.api.realtime.sockets import stored
from tests.client import Api
from tests.factories.organizations import MembershipFactory


@pytest.fixture
def document(api: Api) -> Any:
    return api.get("/api/v1/realtime/asyncapi/")


@pytest.fixture
def own(user: User) -> Organization:
    return MembershipFactory.create(user=user).organization


def references(part: Any) -> list[str]:
    if isinstance(part, dict):
        found = [part["$ref"]] if "$ref" in part else []
        return found + [ref for value in part.values() for ref in references(value)]
    if isinstance(part, list):
        return [ref for value in part for ref in references(value)]
    return []


def test_it_says_where_the_socket_is(document: Any) -> None:
    assert document["asyncapi"] == "3.1.0"
    assert document["servers"] == {"this": {"host": "testserver", "protocol": "ws"}}
    assert document["channels"]["socket"]["address"] == "/ws/"


def test_every_reference_leads_somewhere(document: Any) -> None:
    found = references(document)
    assert found
    for ref in found:
        place = document
        for step in ref.removeprefix("#/").split("/"):
            place = place[step]


def test_every_frame_is_described(document: Any) -> None:
    said = {*get_args(FROM_CLIENT), *get_args(FROM_SERVER)}
    for frame in said:
        assert frame.__name__ in document["components"]["schemas"]
    operations = document["operations"]
    assert len(operations["hear"]["messages"]) == len(get_args(FROM_CLIENT))
    assert all(message["summary"] for message in document["components"]["messages"].values())


def test_an_event_is_what_the_document_says(document: Any, user: User, own: Organization) -> None:
    place = topics.find(f"organization:{own.pk}", user.pk)
    assert place is not None
    seen, joined = (MemberJoined(own.pk, user_id=user.pk, role="member") for _ in range(2))
    stored(seen, joined)
    (frame,) = history.missed(place, seen.event_id, limit=5).frames
    sent = json.loads(encoded(frame))

    schema = {"$ref": "#/components/schemas/organization.MemberJoined"}
    validator = Draft202012Validator({**schema, "components": document["components"]})
    validator.validate(sent)
    changes: list[dict[str, Any]] = [
        {"event": "organizations.member_left"},
        {"data": {}},
        {"type": "ping"},
    ]
    for change in changes:
        assert not validator.is_valid({**sent, **change})
