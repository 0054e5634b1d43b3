"""What sockets hear of domain events, after the commit."""

from typing import Any

from apps.accounts.events import PasswordChanged, UserDeactivated, UserLoggedOut
from apps.events.event import Event
from apps.organizations.events import MemberLeft, OrganizationDeleted
from apps.realtime import groups, topics
from apps.realtime.frames import encoded
from apps.realtime.history import frames_of
from apps.realtime.serving import send
from apps.realtime.topics import Topic


def push(event: Event) -> None:
    """To who subscribes to the event's topics. For the relay, which keeps their order."""
    for topic in topics.of(event):
        name = topic.name(event.aggregate_id)
        (frame,) = frames_of(name, [event], topic.tell([event]))
        message = {"type": "push", "topic": name, "id": str(frame.id), "text": encoded(frame)}
        send(topic.group(event.aggregate_id), message)


def session_ended(event: PasswordChanged | UserLoggedOut | UserDeactivated) -> None:
    """Close every socket of the user; who still has a session gets a new ticket and comes back."""
    send(groups.of_user(event.user_id), {"type": "end"})


def member_left(event: MemberLeft) -> None:
    revoke = _revoke("organization", event)
    send(groups.of_user(event.user_id), revoke)


def organization_deleted(event: OrganizationDeleted) -> None:
    send(groups.of_topic("organization", event.aggregate_id), _revoke("organization", event))


def _revoke(kind: str, event: Event) -> dict[str, Any]:
    topic: Topic = topics.topics[kind]
    return {"type": "revoke", "topic": topic.name(event.aggregate_id)}
