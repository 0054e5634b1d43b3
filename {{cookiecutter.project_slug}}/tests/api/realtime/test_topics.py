from uuid import UUID, uuid4

import pytest
from asgiref.sync import sync_to_async

from apps.accounts.events import ProfileUpdated
from apps.accounts.models import User
from apps.organizations.events import MemberJoined, MemberLeft, OrganizationDeleted, RoleChanged
from apps.organizations.models import Organization
from apps.realtime import subscribers
from apps.realtime.consumers import EventConsumer
from apps.realtime.limits import Limits
from tests.api.realtime.sockets import Socket, happens, play, stored
from tests.factories.accounts import UserFactory
from tests.factories.organizations import MembershipFactory, OrganizationFactory


@pytest.fixture
def own(user: User) -> Organization:
    return MembershipFactory.create(user=user).organization


def topic(organization: Organization) -> str:
    return f"organization:{organization.pk}"


def test_a_member_hears_what_happens_and_users_by_their_public_id(
    ticket: str, own: Organization
) -> None:
    ada = UserFactory.create()

    async def scene(client: Socket) -> None:
        await client.say("subscribe", topic=topic(own))
        await client.hear("subscribed", topic=topic(own), resumed=0, complete=True)
        await happens(MemberJoined(own.pk, user_id=ada.pk, role="viewer"))
        data = {
            "organization_id": str(own.pk),
            "user_id": str(ada.public_id),
            "role": "viewer",
        }
        await client.hear("event", topic=topic(own), event="organizations.member_joined", data=data)

    play(scene, ticket)


def test_eavesdropping_on_another_organization(ticket: str) -> None:
    theirs = OrganizationFactory.create()

    async def scene(client: Socket) -> None:
        await client.say("subscribe", topic=topic(theirs))
        await client.hear("error", code="forbidden", topic=topic(theirs))
        await client.say("subscribe", topic=topic(theirs), after=str(uuid4()))
        await client.hear("error", code="forbidden")
        await happens(MemberJoined(theirs.pk, user_id=1, role="viewer"))
        assert await client.receive_nothing()

    play(scene, ticket)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "unknown_topic"),
        ("nothing", "unknown_topic"),
        ("organization", "unknown_topic"),
        ("account:1", "unknown_topic"),
        ("account:", "unknown_topic"),
        ("x" * 5_000, "unknown_topic"),
        ("organization:", "forbidden"),
        ("organization:%2e%2e", "forbidden"),
        ("organization:\x00", "forbidden"),
        (f"organization:{UUID(int=7)}", "forbidden"),
    ],
)
def test_names_that_are_no_topic(ticket: str, name: str, code: str) -> None:
    async def scene(client: Socket) -> None:
        await client.say("subscribe", topic=name)
        await client.hear("error", code=code)

    play(scene, ticket)


def test_an_organization_by_another_spelling(ticket: str, own: Organization) -> None:
    async def scene(client: Socket) -> None:
        for name in (str(own.pk).upper(), own.pk.hex, f"urn:uuid:{own.pk}"):
            await client.say("subscribe", topic=f"organization:{name}")
            await client.hear("error", code="forbidden")

    play(scene, ticket)


def test_who_unsubscribes_hears_no_more(ticket: str, user: User, own: Organization) -> None:
    async def scene(client: Socket) -> None:
        await client.say("subscribe", topic=topic(own))
        await client.hear("subscribed")
        for name in (topic(own), "account"):
            await client.say("unsubscribe", topic=name)
            await client.hear("unsubscribed", topic=name, reason="asked")
        await happens(RoleChanged(own.pk, user_id=user.pk, role="admin"))
        await happens(ProfileUpdated(user.pk))
        assert await client.receive_nothing()

    play(scene, ticket)


@pytest.mark.parametrize("how", ["left", "deleted"])
def test_listening_on_after_one_was_removed(
    ticket: str, user: User, own: Organization, how: str
) -> None:
    async def scene(client: Socket) -> None:
        await client.say("subscribe", topic=topic(own))
        await client.hear("subscribed")
        if how == "left":
            await sync_to_async(subscribers.member_left)(MemberLeft(own.pk, user_id=user.pk))
        else:
            await sync_to_async(subscribers.organization_deleted)(OrganizationDeleted(own.pk))
        await client.hear("unsubscribed", topic=topic(own), reason="forbidden")
        await happens(RoleChanged(own.pk, user_id=1, role="admin"))
        assert await client.receive_nothing()

    play(scene, ticket)


def test_a_removal_of_somebody_else_concerns_nobody(ticket: str, own: Organization) -> None:
    other = UserFactory.create()

    async def scene(client: Socket) -> None:
        await client.say("subscribe", topic=topic(own))
        await client.hear("subscribed")
        await sync_to_async(subscribers.member_left)(MemberLeft(own.pk, user_id=other.pk))
        assert await client.receive_nothing()

    play(scene, ticket)


def test_topics_without_end(
    ticket: str, user: User, own: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(EventConsumer, "limits", Limits(topics=2))
    second = MembershipFactory.create(user=user).organization

    async def scene(client: Socket) -> None:
        for _ in range(2):  # the same again takes no more room
            await client.say("subscribe", topic=topic(own))
            await client.hear("subscribed")
        await client.say("subscribe", topic=topic(second))
        await client.hear("error", code="too_many_topics")

    play(scene, ticket)


def test_what_was_missed_is_told_in_order_and_once(
    ticket: str, user: User, own: Organization
) -> None:
    seen, *later = (RoleChanged(own.pk, user_id=user.pk, role=str(n)) for n in range(4))
    stored(RoleChanged(own.pk, user_id=user.pk, role="before"), seen, *later)
    stored(RoleChanged(OrganizationFactory.create().pk, user_id=user.pk, role="elsewhere"))

    async def scene(client: Socket) -> None:
        await client.say("subscribe", topic=topic(own), after=str(seen.event_id))
        await client.hear("subscribed", resumed=3, complete=True)
        for event in later:
            frame = await client.hear("event", id=str(event.event_id))
            assert frame["data"]["user_id"] == str(user.public_id)
        await sync_to_async(subscribers.push)(later[-1])  # the relay comes by late
        last = RoleChanged(own.pk, user_id=user.pk, role="last")
        await happens(last)
        await client.hear("event", id=str(last.event_id))

    play(scene, ticket)


def test_what_was_missed_of_ones_own(ticket: str, user: User) -> None:
    seen, missed = ProfileUpdated(user.pk), ProfileUpdated(user.pk)
    stored(seen, missed)

    async def scene(client: Socket) -> None:
        await client.say("subscribe", topic="account", after=str(seen.event_id))
        await client.hear("subscribed", topic="account", resumed=1)
        await client.hear("event", id=str(missed.event_id))

    play(scene, ticket)


@pytest.mark.parametrize("why", ["pruned", "elsewhere", "too many"])
def test_who_missed_too_much_is_told_so(
    ticket: str, user: User, own: Organization, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(EventConsumer, "limits", Limits(resumed=2))
    seen = RoleChanged(own.pk, user_id=user.pk, role="member")
    if why == "elsewhere":
        stored(ProfileUpdated(user.pk, event_id=seen.event_id))
    elif why == "too many":
        stored(seen, *(RoleChanged(own.pk, user_id=user.pk, role="admin") for _ in range(3)))

    async def scene(client: Socket) -> None:
        await client.say("subscribe", topic=topic(own), after=str(seen.event_id))
        await client.hear("subscribed", resumed=0, complete=False)
        assert await client.receive_nothing()

    play(scene, ticket)


def test_missing_much_takes_no_more_queries(
    user: User, own: Organization, django_assert_max_num_queries: object
) -> None:
    from apps.realtime import history, topics

    place = topics.find(topic(own), user.pk)
    assert place is not None
    seen = RoleChanged(own.pk, user_id=user.pk, role="member")
    stored(seen, *(RoleChanged(own.pk, user_id=user.pk, role=str(n)) for n in range(50)))

    with django_assert_max_num_queries(3):  # type: ignore[operator]
        frames, complete = history.missed(place, seen.event_id, limit=500)

    assert (len(frames), complete) == (50, True)
