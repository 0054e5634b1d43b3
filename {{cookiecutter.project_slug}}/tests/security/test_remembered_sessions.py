"""What is gained by ending a session that a process remembers, and for how long."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings

from apps.accounts import remembered
from apps.accounts.models import Session, User
from apps.accounts.remembered import session_by_id
from services.accounts.sessions import SessionService
from tests.client import Api
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

ME = "/api/v1/users/me/"


class Clock:
    """Seconds as the memo counts them."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    remembered.sessions.forget()
    yield
    remembered.sessions.forget()


@pytest.fixture
def session(user: User) -> Session:
    SessionService().open(user=user)
    return user.sessions.get()


def test_by_default_a_logout_is_felt_at_once(auth_api: Api, user: User) -> None:
    auth_api.get(ME)
    SessionService().end_all(user=user)

    auth_api.get(ME, expect=401)


def test_remembering_saves_the_query(
    settings: LazySettings, auth_api: Api, django_assert_num_queries: Any
) -> None:
    settings.SESSION_MEMO_SECONDS = 5
    first = auth_api.get(ME)

    with django_assert_num_queries(0):
        assert auth_api.get(ME) == first


def test_a_session_that_ended_is_refused_when_the_time_is_over(
    settings: LazySettings, auth_api: Api, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SESSION_MEMO_SECONDS = 5
    clock = Clock()
    monkeypatch.setattr(remembered, "sessions", remembered.memory(clock))
    auth_api.get(ME)
    SessionService().end_all(user=user)

    clock.now += 4.9
    auth_api.get(ME)
    clock.now += 0.2

    auth_api.get(ME, expect=401)


def test_a_session_that_has_ended_is_not_remembered(
    settings: LazySettings, session: Session, django_assert_num_queries: Any
) -> None:
    settings.SESSION_MEMO_SECONDS = 5
    SessionService().end_all(user=session.user)

    for _ in range(2):
        with django_assert_num_queries(1):
            found = session_by_id(str(session.pk))
        assert found is not None
        assert not found.is_live


def test_an_expired_token_is_refused_although_its_session_is_remembered(
    settings: LazySettings, user: User, api: Api
) -> None:
    settings.SESSION_MEMO_SECONDS = 60
    with time_machine.travel("2026-01-01T12:00:00Z", tick=False) as traveller:
        api.log_in(user).get(ME)
        traveller.move_to("2026-01-01T12:15:01Z")

        api.get(ME, expect=401)


def test_what_one_request_does_to_its_user_is_not_seen_by_the_next(
    settings: LazySettings, session: Session
) -> None:
    settings.SESSION_MEMO_SECONDS = 5
    for _ in range(2):
        mine = session_by_id(str(session.pk))
        assert mine is not None
        assert not mine.user.is_staff
        assert mine.user.profile.bio == ""
        mine.user.is_staff = True
        mine.user.profile.bio = "mine"


def test_a_user_without_a_profile_is_remembered_as_such(settings: LazySettings) -> None:
    settings.SESSION_MEMO_SECONDS = 5
    user = UserFactory.create()
    SessionService().open(user=user)
    session = user.sessions.get()
    user.profile.delete()

    for _ in range(2):
        mine = session_by_id(str(session.pk))
        assert mine is not None
        assert not hasattr(mine.user, "profile")
