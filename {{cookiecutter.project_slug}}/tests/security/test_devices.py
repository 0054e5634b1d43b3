"""A list of devices shows and ends one's own."""

import pytest

from apps.accounts.devices import Device
from apps.accounts.models import Session, User
from services.accounts.sessions import SessionService
from tests.client import Api
from tests.factories.accounts import PASSWORD, UserFactory
from tests.mailbox import only_mail

SESSIONS = "/api/v1/users/me/sessions/"
LOGIN = "/api/v1/auth/token/"


def test_another_users_session_cannot_be_seen_or_ended(auth_api: Api, user: User) -> None:
    SessionService().open(user=UserFactory.create())
    theirs = Session.objects.exclude(user=user).get()

    assert str(theirs.pk) not in {row["id"] for row in auth_api.get(SESSIONS)["results"]}
    auth_api.get(f"{SESSIONS}{theirs.pk}/", expect=404)
    auth_api.delete(f"{SESSIONS}{theirs.pk}/", expect=404)

    theirs.refresh_from_db()
    assert theirs.ended_at is None


def test_staff_gets_no_more_than_their_own(staff_api: Api, user: User) -> None:
    SessionService().open(user=user)

    assert staff_api.get(SESSIONS)["count"] == 1
    staff_api.delete(f"{SESSIONS}{Session.objects.get(user=user).pk}/", expect=404)


def test_logout_by_another_users_session_id(user: User) -> None:
    SessionService().open(user=user)
    session = Session.objects.get()

    assert not SessionService().log_out(user=UserFactory.create(), session_id=session.pk)

    session.refresh_from_db()
    assert session.ended_at is None


def test_secrets_of_a_session_are_not_listed(auth_api: Api) -> None:
    body = auth_api.get(SESSIONS)
    session = Session.objects.get()

    assert session.refresh_jti not in str(body)
    assert session.auth_hash not in str(body)


def test_a_forged_forwarded_address_is_not_believed(api: Api, user: User) -> None:
    login = {"email": user.email, "password": PASSWORD}

    api.post(LOGIN, login, expect=200, headers={"x-forwarded-for": "203.0.113.1"})

    assert Session.objects.get().login_address == "127.0.0.1"


@pytest.mark.parametrize(
    "agent", ["<script>alert(1)</script>", "http://evil.test/bot", "evil.test/1.0 (+evil.test)"]
)
def test_phishing_by_the_name_of_a_device(user: User, api: Api, agent: str) -> None:
    SessionService().open(user=user)
    login = {"email": user.email, "password": PASSWORD}

    api.post(LOGIN, login, expect=200, headers={"user-agent": agent})

    sent = only_mail().message().as_string()
    assert "evil.test" not in sent
    assert "<script" not in sent
    assert not set("./:<>") & set(Session.objects.latest("created_at").device)


def test_an_endless_user_agent_takes_no_time() -> None:
    for agent in ("(" * 300, "Mozilla/5.0 " + "a " * 144, "; Android " * 30):
        assert len(Device(user_agent=agent).name) <= 100
