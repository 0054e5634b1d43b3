"""Sessions that this process has seen moments ago, if `SESSION_MEMO_SECONDS` allows it.

Saves the one query that each authenticated request makes. The price: a session that ended, a user
who was deactivated or changed, is noticed that many seconds later.
"""

import time
from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.db.models import Model

from apps.accounts.models import Session
from apps.accounts.repositories import SessionRepository
from apps.core.memory import Memory

CAPACITY: Final = 1000  # sessions, some 4 KB each


def memory(clock: Callable[[], float] = time.monotonic) -> Memory[Session]:
    return Memory(CAPACITY, seconds=lambda _session: settings.SESSION_MEMO_SECONDS, clock=clock)


sessions = memory()


def session_by_id(session_id: str) -> Session | None:
    """The session with its user and their profile: instances that are the caller's own."""
    if not settings.SESSION_MEMO_SECONDS:
        return SessionRepository().by_id(session_id)
    known = sessions.get(session_id)
    if known is None:
        known = SessionRepository().by_id(session_id)
        if known is None or not known.is_live:
            return known
        sessions.keep(session_id, known)
    return _own(known)


def _own(session: Session) -> Session:
    """A copy: what a request does to its user is not seen by the next one."""
    mine: Any = _copy(session)
    mine.user = _copy(session.user)
    if hasattr(session.user, "profile"):
        mine.user.profile = _copy(session.user.profile)
    return mine  # type: ignore[no-any-return]


def _copy(instance: Model) -> Any:
    """``copy.copy()``, without what pickling adds to it: Django's own state, in a new instance."""
    mine = type(instance).__new__(type(instance))
    vars(mine).update(instance.__getstate__())
    return mine
