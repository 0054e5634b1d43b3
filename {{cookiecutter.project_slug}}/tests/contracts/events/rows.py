import uuid

from django.utils import timezone

from apps.events.models import Handled, StoredEvent
from tests.factories.accounts import UserFactory


def stored_event(number: int) -> StoredEvent:
    event = StoredEvent.objects.create(
        event_id=uuid.uuid4(),
        type="accounts.profile_updated",
        version=1,
        aggregate_type="user",
        aggregate_id=str(number),
        payload={"user_id": number},
        actor_id=UserFactory.create().pk,
        occurred_at=timezone.now(),
    )
    Handled.objects.create(event=event, subscriber="sockets")
    return event


ROWS = {"events.StoredEvent": stored_event}
