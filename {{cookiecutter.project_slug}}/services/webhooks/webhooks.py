from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

import structlog
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.events.event import known
from apps.events.unit_of_work import unit_of_work
from apps.organizations.access import Can
from apps.organizations.events import OrganizationEvent
from apps.organizations.models import Organization
from apps.organizations.repositories import MembershipRepository, OrganizationRepository
from apps.webhooks.models import Webhook
from apps.webhooks.repositories import DeliveryRepository, WebhookRepository
from apps.webhooks.signatures import new_secret
from services.errors import Conflict, Invalid, NotFound
from services.organizations.acting import Gate

MOST: Final = 20  # of one organization
OVERLAP: Final = timedelta(days=1)  # for which the secret before the last one still signs
security_log = structlog.get_logger("security")


def event_types() -> list[str]:
    """All that a webhook can ask for: what happens to organizations, in whatever app."""
    return sorted(
        name
        for name, event in known.items()
        if issubclass(event, OrganizationEvent) and event is not OrganizationEvent
    )


class WebhookService:
    """Webhooks of organizations, for who may manage them. A secret is told once, when it is made."""

    def __init__(
        self,
        organizations: OrganizationRepository | None = None,
        members: MembershipRepository | None = None,
        webhooks: WebhookRepository | None = None,
        deliveries: DeliveryRepository | None = None,
    ) -> None:
        self.webhooks = webhooks or WebhookRepository()
        self.deliveries = deliveries or DeliveryRepository()
        self.gate = Gate(
            organizations or OrganizationRepository(), members or MembershipRepository()
        )

    @unit_of_work()
    def create(self, *, organization_id: UUID, by: User, **values: Any) -> tuple[Webhook, str]:
        _check(values)
        organization = self._enter(organization_id, by)
        if self.webhooks.count(organization) >= MOST:
            raise Conflict("too_many", _("An organization has no more than 20 webhooks."))
        secret = new_secret()
        webhook = Webhook(organization=organization, **values)
        webhook.set_secret(secret)
        webhook.save(force_insert=True)
        self._log("webhook_created", webhook, by)
        return webhook, secret

    @unit_of_work()
    def update(
        self, *, organization_id: UUID, by: User, webhook_id: UUID, **values: Any
    ) -> Webhook:
        """What is switched on again counts as new: its failures are forgotten."""
        _check(values)
        webhook = self._webhook(self._enter(organization_id, by), webhook_id)
        if values.get("is_active"):
            values |= {"failing_since": None, "disabled_at": None}
        for name, value in values.items():
            setattr(webhook, name, value)
        webhook.save(update_fields=[*values, "updated_at"])
        return webhook

    @unit_of_work()
    def delete(self, *, organization_id: UUID, by: User, webhook_id: UUID) -> None:
        webhook = self._webhook(self._enter(organization_id, by), webhook_id)
        self._log("webhook_deleted", webhook, by)
        self.webhooks.delete(webhook)

    @unit_of_work()
    def rotate_secret(self, *, organization_id: UUID, by: User, webhook_id: UUID) -> str:
        """Both sign for a day: receivers take the new one over whenever they like."""
        webhook = self._webhook(self._enter(organization_id, by), webhook_id)
        secret = new_secret()
        webhook.set_secret(secret, keep_old_until=timezone.now() + OVERLAP)
        webhook.save(update_fields=["secret", "old_secret", "old_secret_until", "updated_at"])
        self._log("webhook_secret_rotated", webhook, by)
        return secret

    @unit_of_work()
    def redeliver(
        self, *, organization_id: UUID, by: User, webhook_id: UUID, delivery_id: UUID
    ) -> None:
        """Send it once more, under the same id, whatever became of it."""
        webhook = self._webhook(self._enter(organization_id, by), webhook_id)
        if not webhook.is_active:
            raise Conflict("webhook_disabled", _("Switch the webhook on first."))
        if not self.deliveries.send_again(webhook=webhook, pk=delivery_id):
            raise NotFound("not_found", _("There is no such delivery."))

    def _enter(self, organization_id: UUID, by: User) -> Organization:
        return self.gate.enter(organization_id, by=by, can=Can.MANAGE_WEBHOOKS).organization

    def _webhook(self, organization: Organization, webhook_id: UUID) -> Webhook:
        webhook = self.webhooks.locked_in(organization, webhook_id)
        if webhook is None:
            raise NotFound("not_found", _("There is no such webhook."))
        return webhook

    def _log(self, event: str, webhook: Webhook, by: User) -> None:
        security_log.info(
            event,
            organization_id=str(webhook.organization_id),
            webhook_id=str(webhook.pk),
            user_id=by.pk,
        )


def _check(values: dict[str, Any]) -> None:
    if "url" in values:
        _check_url(values["url"])
    if "event_types" in values:
        _check_types(values["event_types"])


def _check_url(url: str) -> None:
    """Where the name leads is looked at when it is asked, at each delivery."""
    parts = urlsplit(url)
    if parts.scheme not in settings.WEBHOOK_SCHEMES:
        schemes = ", ".join(settings.WEBHOOK_SCHEMES)
        message = _("It has to begin with %(schemes)s.") % {"schemes": schemes}
        raise Invalid("invalid_scheme", message, "url")
    if parts.username or parts.password:
        raise Invalid("credentials_in_url", _("It may hold no user name and password."), "url")


def _check_types(wanted: Sequence[str]) -> None:
    types = event_types()
    for pattern in wanted:
        matching = [name for name in types if name.startswith(pattern.removesuffix("*"))]
        if not matching or (not pattern.endswith("*") and pattern not in types):
            message = _("There is no event type %(type)s.") % {"type": pattern}
            raise Invalid("unknown_event_type", message, "event_types")
