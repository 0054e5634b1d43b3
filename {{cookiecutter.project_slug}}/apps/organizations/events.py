"""What happens to organizations."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from apps.events.event import Event


@dataclass(frozen=True)
class OrganizationEvent(Event):
    aggregate: ClassVar = ("organization", "organization_id")

    organization_id: UUID


@dataclass(frozen=True)
class OrganizationCreated(OrganizationEvent):
    owner_id: int


@dataclass(frozen=True)
class OrganizationDeleted(OrganizationEvent):
    """The row is gone, with all that belonged to it."""


@dataclass(frozen=True)
class MemberJoined(OrganizationEvent):
    user_id: int
    role: str


@dataclass(frozen=True)
class MemberLeft(OrganizationEvent):
    """By themselves, removed by another, or with their account."""

    user_id: int


@dataclass(frozen=True)
class RoleChanged(OrganizationEvent):
    user_id: int
    role: str


@dataclass(frozen=True)
class OwnershipTransferred(OrganizationEvent):
    from_id: int
    to_id: int


@dataclass(frozen=True)
class InvitationSent(OrganizationEvent):
    invitation_id: UUID


@dataclass(frozen=True)
class InvitationDeclined(OrganizationEvent):
    invitation_id: UUID
