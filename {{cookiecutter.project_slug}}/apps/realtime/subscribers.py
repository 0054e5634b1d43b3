"""What clients hear of domain events, after the commit."""

from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

from apps.accounts.events import (
    PasswordChanged,
    ProfileUpdated,
    UserDeactivated,
    UserLoggedOut,
)
from apps.realtime import groups


def account_updated(event: ProfileUpdated) -> None:
    """Tell the user's other devices to load the account again."""
    frame = {"type": "account.updated", "event_id": str(event.event_id)}
    _send(event.user_id, {"type": "push", "frame": frame})


def session_ended(event: PasswordChanged | UserLoggedOut | UserDeactivated) -> None:
    """Close every socket of the user; who still has a session gets a new ticket and comes back."""
    _send(event.user_id, {"type": "end"})


def _send(user_id: int, message: dict[str, Any]) -> None:
    layer = get_channel_layer()
    async_to_sync(layer.group_send)(groups.of_user(user_id), message)
