from collections.abc import Callable
from typing import Any

import pytest
from guardian.models import UserObjectPermission

from apps.accounts.events import AccountDeleted
from apps.events.event import Event
from apps.sharing.levels import Level
from services.sharing.sharing import SharingService
from tests.contracts.sharing.happenings import whose
from tests.contracts.subscribed import Subscriber
from tests.contracts.worlds import World


def forgotten(world: World, patch: pytest.MonkeyPatch) -> tuple[Event, Callable[[], Any]]:
    SharingService().share(**whose(world), level=Level.VIEWER)
    user = UserObjectPermission.objects.latest("pk").user
    return AccountDeleted(user.pk), UserObjectPermission.objects.filter(user=user).count


SUBSCRIBERS = (
    Subscriber("services.sharing.sharing.SharingService.forget", (AccountDeleted,), forgotten),
)
