"""Who calls, and what there is to call for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from apps.accounts.models import User
from apps.organizations.models import Membership, Organization
from apps.organizations.plans import Plan
from services.accounts.sessions import SessionService
from tests.factories.accounts import UserFactory
from tests.factories.organizations import MembershipFactory, OrganizationFactory


@dataclass
class World:
    """An organization with its people, and what a route's address needs of it, once made."""

    organization: Organization = field(
        default_factory=partial(OrganizationFactory.create, plan=Plan.TEAM)  # seats for all roles
    )
    made: dict[Callable[["World"], Any], Any] = field(default_factory=dict)
    is_complete: bool = False  # what a test makes goes with it, and may not be remembered

    def the(self, make: Callable[["World"], Any]) -> Any:
        if make not in self.made:
            if self.is_complete:
                raise LookupError(f"'{make.__name__}' is made too late: name it in `objects`.")
            self.made[make] = make(self)
        return self.made[make]


def owner(world: World) -> Membership:
    return MembershipFactory.create(organization=world.organization, owner=True)


def admin(world: World) -> Membership:
    return MembershipFactory.create(organization=world.organization, admin=True)


def member(world: World) -> Membership:
    return MembershipFactory.create(organization=world.organization)


def viewer(world: World) -> Membership:
    return MembershipFactory.create(organization=world.organization, viewer=True)


class Stage:
    """Two worlds that know nothing of each other, and an access token for each caller."""

    def __init__(self, makers: Iterable[Callable[[World], Any]]) -> None:
        self.home, self.elsewhere = World(), World()
        self.people: dict[str, User] = {
            "visitor": UserFactory.create(),
            "stranger": self.elsewhere.the(owner).user,
            "viewer": self.home.the(viewer).user,
            "member": self.home.the(member).user,
            "admin": self.home.the(admin).user,
            "owner": self.home.the(owner).user,
            "staff": UserFactory.create(staff=True),
        }
        self.elsewhere.the(member)
        every = list(makers)
        for world in (self.home, self.elsewhere):
            for make in every:
                make(world)
            world.is_complete = True
        service = SessionService()
        self.tokens = {name: service.open(user=user).access for name, user in self.people.items()}
