import pytest
from channels.layers import channel_layers

from apps.accounts.models import User
from apps.realtime import tickets
from services.accounts.sessions import SessionService


@pytest.fixture(autouse=True)
def one_test_one_world(monkeypatch: pytest.MonkeyPatch) -> None:
    """A layer belongs to its event loop, and each test has its own; its transaction stays open."""
    channel_layers.backends.clear()
    monkeypatch.setattr("channels.db.close_old_connections", lambda: None)


@pytest.fixture
def ticket(user: User) -> str:
    """A ticket that `user` got in a session that is open."""
    SessionService().open(user=user)
    return tickets.issue(tickets.Holder(user.pk, str(user.sessions.get().pk)))
