"""The contract of events and subscribers can fail: it finds what is wrong with these."""

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

import pytest

from apps.accounts.events import EmailVerified, UserRegistered
from apps.events.bus import Bus, name_of
from apps.events.event import Event
from tests.contracts import eventful, happening, subscribed
from tests.contracts.happening import Asked, Done, happen
from tests.contracts.subscribed import Subscriber
from tests.contracts.worlds import Stage

GIVE = "give each a `name` of its own that stays"
SAY = "say in SUBSCRIBERS of a subscribers.py below tests/contracts/ what comes of that"


class Forgotten(Event):
    """Nobody has said that it is a dataclass: its field is none."""

    door: int


@dataclass(frozen=True)
class Nowhere(Event):
    aggregate: ClassVar = ("door", "door_id")


@dataclass(frozen=True)
class Vague(Event):
    what: Any


@dataclass(frozen=True)
class Ambiguous(Event):
    who: UUID | str


@dataclass(frozen=True)
class Lossy(Event):
    who: str

    def payload(self) -> dict[str, Any]:
        return {"who": self.who.lower()}


@dataclass(frozen=True)
class Opened(Event):
    version: ClassVar[int] = 3
    by: str

    @classmethod
    def upcast(cls, payload: dict[str, Any], version: int) -> dict[str, Any]:
        return {"by": payload["who"]} if version == 2 else payload


def test_an_event_that_is_no_dataclass_and_one_that_happens_to_nothing() -> None:
    assert list(eventful.flaws(Forgotten)) == [
        "contracts.forgotten is no frozen dataclass of its own: give it @dataclass(frozen=True)"
    ]
    assert list(eventful.flaws(Nowhere)) == [
        "contracts.nowhere happens to 'door_id', which is no field of it"
    ]


@pytest.mark.django_db
def test_an_event_that_the_store_does_not_keep() -> None:
    assert eventful.changed(Opened) == ""
    assert "cannot be stored and read: typing.Any is none of the plain" in eventful.changed(Vague)
    assert "contracts.ambiguous cannot be stored and read: " in eventful.changed(Ambiguous)
    assert "is read as" in eventful.changed(Lossy)


def test_an_earlier_version_that_nobody_can_read() -> None:
    missing, unread = eventful.unreadable(Opened, {1: {"who": "Ada"}})

    assert unread.startswith("contracts.opened has no version 2: write what was stored then in")
    assert missing.startswith("contracts.opened of version 1: Object missing required field `by`")
    assert list(eventful.unreadable(Opened, {1: {"by": "Ada"}, 2: {"who": "Ada"}})) == []


def test_an_event_that_nothing_makes_happen_and_one_that_was_renamed() -> None:
    assert happening.undeclared({"doors.opened": Opened}, {"doors.unlocked": Done(scene)}) == [
        (
            "'doors.opened': say in HAPPENINGS of tests/contracts/doors/happenings.py "
            "what makes it happen"
        ),
        "'doors.unlocked': no event is called so; one that was stored keeps its name",
    ]


def test_what_publishes_nothing(stage: Stage) -> None:
    assert happen(stage, Asked("GET organizations/")) == []


def scene(*_: Any) -> Any:
    raise AssertionError("what is not declared is not played")


def test_a_subscriber_that_nobody_declared_and_one_that_is_gone() -> None:
    bus = Bus()
    bus.subscribe_durably(UserRegistered, scene, name="greetings")
    bus.subscribe(EmailVerified, scene)

    assert subscribed.undeclared(bus, [Subscriber("greetings", (EmailVerified,), scene)]) == [
        "'greetings' does not hear of EmailVerified; what is stored by a name is known by it",
        f"'greetings' hears of UserRegistered: {SAY}",
        f"'{__name__}.scene' hears of EmailVerified: {SAY}",
    ]


def test_a_durable_name_that_moves_with_the_code_and_one_of_two() -> None:
    bus = Bus()
    bus.subscribe_durably(UserRegistered, scene)
    bus.subscribe_durably(UserRegistered, scene, name="mail")
    bus.subscribe_durably(EmailVerified, print, name="mail")

    assert subscribed.unstable(bus) == [
        f"'mail' is builtins.print and {__name__}.scene: {GIVE}",
        f"'{__name__}.scene' is {__name__}.scene: {GIVE}",
    ]


def test_a_subscriber_that_does_it_again() -> None:
    bus, heard = Bus(), list[Event]()

    def count(event: Event) -> None:
        heard.append(event)

    bus.subscribe(EmailVerified, count)
    one = Subscriber(name_of(count), (EmailVerified,), scene)

    assert subscribed.twice(bus, one, EmailVerified(7), lambda: len(heard)) == (0, 1, 2)
