from collections.abc import Sequence
from typing import Any

from apps.accounts.repositories import UserRepository
from apps.organizations.events import OrganizationEvent


def told(events: Sequence[OrganizationEvent]) -> list[dict[str, Any]]:
    """What events carry, for outsiders: users by the id that the API knows them by.

    One query for all. `None` stands for who is gone.
    """
    payloads = [event.payload() for event in events]
    wanted = {
        data[name]
        for event, data in zip(events, payloads, strict=True)
        for name in event.users
        if data.get(name) is not None
    }
    public = UserRepository().public_ids(wanted) if wanted else {}
    return [
        data | {name: public.get(data[name]) for name in event.users}
        for event, data in zip(events, payloads, strict=True)
    ]
