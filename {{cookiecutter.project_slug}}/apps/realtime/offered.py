"""The topics of this project. Another app registers its own as `apps.py` does these."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

import msgspec

from apps.accounts import events as accounts
from apps.accounts.models import User
from apps.events.event import ENVELOPE
from apps.organizations.access import membership
from apps.organizations.events import OrganizationEvent
from apps.realtime.topics import Topic
from services.organizations.telling import told


def is_member(user_id: int, organization_id: str) -> bool:
    try:
        wanted = UUID(organization_id)
    except ValueError:
        return False
    # One spelling for each, so that it is the name of one group. Of the user the id is asked alone.
    return str(wanted) == organization_id and membership(User(pk=user_id), wanted) is not None


def described(event_type: type[OrganizationEvent]) -> dict[str, Any]:
    """The JSON Schema of what `told` gives."""
    _, found = msgspec.json.schema_components([event_type], ref_template="{name}")
    properties = {
        name: {"type": ["string", "null"], "format": "uuid"} if name in event_type.users else kind
        for name, kind in found[event_type.__name__]["properties"].items()
        if name not in ENVELOPE
    }
    return {"type": "object", "properties": properties, "required": list(properties)}


def nothing(events: Sequence[accounts.UserEvent]) -> list[dict[str, Any]]:
    """That it happened is all: who hears it loads the account again."""
    return [{} for _ in events]


ACCOUNT: Final = Topic(
    kind="account",
    aggregate="user",
    events=(
        accounts.ProfileUpdated,
        accounts.EmailChanged,
        accounts.MfaEnabled,
        accounts.MfaDisabled,
        accounts.RecoveryCodesReplaced,
    ),
    tell=nothing,
    describe=lambda _: {"type": "object", "maxProperties": 0},
)
ORGANIZATION: Final = Topic(
    kind="organization",
    aggregate="organization",
    events=(OrganizationEvent,),
    tell=told,
    describe=described,
    allows=is_member,
)
