"""What happens to organizations."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from apps.events.event import Event


@dataclass(frozen=True)
class OrganizationEvent(Event):
    """Webhooks can ask for it: what it carries is told to outsiders, users by their public id."""

    aggregate: ClassVar = ("organization", "organization_id")
    users: ClassVar[tuple[str, ...]] = ()  # the fields that hold a user's id

    organization_id: UUID


@dataclass(frozen=True)
class OrganizationCreated(OrganizationEvent):
    users: ClassVar = ("owner_id",)

    owner_id: int


@dataclass(frozen=True)
class OrganizationDeleted(OrganizationEvent):
    """The row is gone, with all that belonged to it."""


@dataclass(frozen=True)
class MemberJoined(OrganizationEvent):
    users: ClassVar = ("user_id",)

    user_id: int
    role: str


@dataclass(frozen=True)
class MemberLeft(OrganizationEvent):
    """By themselves, removed by another, or with their account."""

    users: ClassVar = ("user_id",)

    user_id: int


@dataclass(frozen=True)
class RoleChanged(OrganizationEvent):
    users: ClassVar = ("user_id",)

    user_id: int
    role: str


@dataclass(frozen=True)
class OwnershipTransferred(OrganizationEvent):
    users: ClassVar = ("from_id", "to_id")

    from_id: int
    to_id: int


@dataclass(frozen=True)
class InvitationSent(OrganizationEvent):
    invitation_id: UUID


@dataclass(frozen=True)
class InvitationDeclined(OrganizationEvent):
    invitation_id: UUID
