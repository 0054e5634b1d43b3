from collections.abc import Callable
from typing import Any

import pytest

from apps.accounts.events import PasswordChanged, ProfileUpdated, UserDeactivated, UserLoggedOut
from apps.events.event import Event
from apps.organizations.events import MemberLeft, OrganizationDeleted, OrganizationEvent
from apps.realtime.offered import ACCOUNT
from tests.contracts.subscribed import Scene, Subscriber
from tests.contracts.worlds import World, member


def sent(event: Callable[[World], Event]) -> Scene:
    """A message that comes again says the same: a client knows an event by its id."""

    def scene(world: World, patch: pytest.MonkeyPatch) -> tuple[Event, Callable[[], Any]]:
        messages = set[tuple[Any, ...]]()
        patch.setattr(
            "apps.realtime.subscribers.send",
            lambda group, message: messages.add((group, *message.values())),
        )
        return event(world), lambda: set(messages)

    return scene


def leaves(world: World) -> MemberLeft:
    return MemberLeft(world.organization.pk, user_id=world.the(member).user_id)


SUBSCRIBERS = (
    Subscriber(
        "sockets", ACCOUNT.events, sent(lambda world: ProfileUpdated(world.the(member).user_id))
    ),
    Subscriber("sockets", (OrganizationEvent,), sent(leaves)),
    Subscriber(
        "apps.realtime.subscribers.session_ended",
        (PasswordChanged, UserLoggedOut, UserDeactivated),
        sent(lambda world: PasswordChanged(world.the(member).user_id)),
    ),
    Subscriber("apps.realtime.subscribers.member_left", (MemberLeft,), sent(leaves)),
    Subscriber(
        "apps.realtime.subscribers.organization_deleted",
        (OrganizationDeleted,),
        sent(lambda world: OrganizationDeleted(world.organization.pk)),
    ),
)
