"""What a session is worth that was stolen when its owner had long logged in."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.utils import timezone
from structlog.testing import capture_logs

from apps.accounts import remembered
from apps.accounts.models import Session, User
from services.accounts.sessions import SessionService
from tests.client import Api
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db

AUTH = "/api/v1/auth/"
REAUTHENTICATE = f"{AUTH}reauthenticate/"
DANGEROUS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "change the address": ("post", f"{AUTH}email/change/", {"new_email": "evil@acme.test"}),
    "have the account deleted": ("post", "/api/v1/users/me/deletion/", {}),
    "take the data": ("post", "/api/v1/users/me/export/", {}),
}


@pytest.fixture
def stolen(api: Api, user: User) -> Api:
    """A good token of a session whose owner logged in 15 minutes ago."""
    api.log_in(user)
    age()
    return api


def age() -> None:
    Session.objects.update(authenticated_at=timezone.now() - timedelta(minutes=15))


def call(api: Api, name: str, expect: int) -> None:
    method, path, data = DANGEROUS[name]
    getattr(api, method)(path, data, expect=expect)


@pytest.mark.parametrize("name", DANGEROUS)
def test_stolen_session_does_what_is_dangerous(stolen: Api, name: str) -> None:
    call(stolen, name, expect=403)

    assert stolen.codes() == [(None, "reauthentication_required")]


@pytest.mark.parametrize("name", DANGEROUS)
def test_its_owner_proves_who_they_are(stolen: Api, name: str) -> None:
    stolen.post(REAUTHENTICATE, {"password": PASSWORD}, expect=204)

    call(stolen, name, expect=202)


def test_stolen_session_guesses_the_password(stolen: Api, user: User) -> None:
    with capture_logs() as logs:
        stolen.post(REAUTHENTICATE, {"password": "guess"}, expect=400)

    assert stolen.codes() == [("password", "wrong_password")]
    assert {"event": "reauthentication_refused", "user_id": user.pk}.items() <= logs[0].items()
    call(stolen, "take the data", expect=403)


def test_a_refresh_proves_nothing(api: Api, user: User) -> None:
    pair = SessionService().open(user=user)
    age()
    again = api.post(f"{AUTH}token/refresh/", {"refresh": pair.refresh}, expect=200)

    call(api.bearer(again["access"]), "take the data", expect=403)


def test_proving_counts_in_one_session_alone(api: Api, user: User) -> None:
    mine, thiefs = SessionService().open(user=user), SessionService().open(user=user)
    age()

    api.bearer(mine.access).post(REAUTHENTICATE, {"password": PASSWORD}, expect=204)

    call(api.bearer(thiefs.access), "take the data", expect=403)


def test_it_is_enough_for_15_minutes(
    clock: time_machine.Traveller, api: Api, user: User, settings: LazySettings
) -> None:
    pair = SessionService().open(user=user)
    clock.shift(settings.RECENT_AUTHENTICATION_SECONDS - 1)
    call(api.bearer(pair.access), "take the data", expect=202)
    clock.shift(1)
    again = api.anonymous().post(f"{AUTH}token/refresh/", {"refresh": pair.refresh}, expect=200)

    call(api.bearer(again["access"]), "take the data", expect=403)


def test_a_session_that_has_ended_cannot_be_proved(api: Api, user: User) -> None:
    SessionService().open(user=user)
    session = Session.objects.select_related("user").get()
    SessionService().end_all(user=user)

    with pytest.raises(Exception, match="This session has ended"):
        SessionService().reauthenticate(session=session, password=PASSWORD)


def test_a_process_that_remembers_sessions_sees_it_at_once(
    settings: LazySettings, stolen: Api
) -> None:
    settings.SESSION_MEMO_SECONDS = 60
    remembered.sessions.forget()
    call(stolen, "take the data", expect=403)
    stolen.post(REAUTHENTICATE, {"password": PASSWORD}, expect=204)

    call(stolen, "take the data", expect=202)
    remembered.sessions.forget()


def test_proving_needs_a_login(api: Api) -> None:
    api.post(REAUTHENTICATE, {"password": PASSWORD}, expect=401)
