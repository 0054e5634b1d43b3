from collections.abc import Callable
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount

from apps.accounts.events import AccountDeleted
from apps.events.event import Event
from tests.contracts.subscribed import Subscriber
from tests.contracts.worlds import World
from tests.factories.social import SocialAccountFactory


def forgotten(world: World, patch: pytest.MonkeyPatch) -> tuple[Event, Callable[[], Any]]:
    user = SocialAccountFactory.create().user
    return AccountDeleted(user.pk), SocialAccount.objects.filter(user=user).count


SUBSCRIBERS = (
    Subscriber("services.social.identities.IdentityService.forget", (AccountDeleted,), forgotten),
)
