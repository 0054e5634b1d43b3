from collections.abc import Callable
from typing import Any

import pytest

from apps.events.event import Event
from apps.organizations.events import MemberLeft, OrganizationEvent
from apps.webhooks.models import Delivery
from tests.contracts.subscribed import Subscriber
from tests.contracts.worlds import World
from tests.factories.webhooks import WebhookFactory


def delivered(world: World, patch: pytest.MonkeyPatch) -> tuple[Event, Callable[[], Any]]:
    WebhookFactory.create_batch(2, organization=world.organization)
    event = MemberLeft(world.organization.pk, user_id=7)
    return event, lambda: Delivery.objects.filter(event_id=event.event_id).count()


SUBSCRIBERS = (Subscriber("webhooks", (OrganizationEvent,), delivered),)
