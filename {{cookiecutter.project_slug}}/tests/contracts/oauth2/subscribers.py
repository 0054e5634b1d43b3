from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from oauth2_provider.models import AccessToken

from apps.accounts.events import UserLoggedOut
from apps.events.event import Event
from tests.contracts.oauth2.routes import allowed_by
from tests.contracts.subscribed import Subscriber
from tests.contracts.worlds import World
from tests.factories.accounts import UserFactory


def withdrawn(world: World, patch: pytest.MonkeyPatch) -> tuple[Event, Callable[[], Any]]:
    user = UserFactory.create()
    allowed_by(user)
    valid = AccessToken.objects.filter(user=user, expires__gt=timezone.now())
    return UserLoggedOut(user.pk, everywhere=True), valid.count


SUBSCRIBERS = (
    Subscriber(
        "services.oauth2.applications.ApplicationService.after_logout", (UserLoggedOut,), withdrawn
    ),
)
