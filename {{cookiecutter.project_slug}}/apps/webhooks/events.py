from dataclasses import dataclass
from uuid import UUID

from apps.organizations.events import OrganizationEvent


@dataclass(frozen=True)
class WebhookDisabled(OrganizationEvent):
    """Nobody has answered there for days, or it said that it is gone."""

    webhook_id: UUID
