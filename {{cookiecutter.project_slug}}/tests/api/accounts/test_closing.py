from datetime import UTC, datetime, timedelta
from io import StringIO
from unittest.mock import Mock

import pytest
import time_machine
from django.conf import LazySettings
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.db.models import ProtectedError

from apps.accounts.events import AccountDeleted
from apps.accounts.models import DataExport, Profile, Session, User
from services.accounts import deletion
from services.accounts.activation import ActivationService
from services.accounts.avatars import store
from services.accounts.sessions import SessionService
from tests.client import Api
from tests.factories.accounts import PASSWORD, UserFactory
from tests.mailbox import only_mail, take_token

ME = "/api/v1/users/me/"
DELETION = "/api/v1/users/me/deletion/"
CANCEL = "/api/v1/auth/deletion/cancel/"
REACTIVATION = "/api/v1/auth/reactivation/"
REACTIVATE = "/api/v1/auth/reactivation/confirm/"
LOGIN = "/api/v1/auth/token/"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DUE = NOON + timedelta(days=30)


def may_log_in(api: Api, user: User) -> bool:
    response = api.anonymous().client.post(LOGIN, {"email": user.email, "password": PASSWORD})
    return bool(response.status_code == 200)


def delete_due() -> str:
    out = StringIO()
    call_command("delete_due_accounts", stdout=out)
    return out.getvalue().strip()


def test_a_closed_account_opens_by_a_mailed_link(auth_api: Api, user: User) -> None:
    auth_api.delete(ME)
    assert not may_log_in(auth_api, user)

    auth_api.post(REACTIVATION, {"email": user.email}, expect=202)
    auth_api.post(REACTIVATE, {"token": take_token()}, expect=200)

    user.refresh_from_db()
    assert user.is_active
    assert user.closed_by_owner_at is None
    assert may_log_in(auth_api, user)


def test_only_a_closed_account_gets_a_link(api: Api, user: User) -> None:
    for email in (user.email, "nobody@acme.test"):
        api.post(REACTIVATION, {"email": email}, expect=202)

    assert mail.outbox == []


def test_the_link_expires(auth_api: Api, user: User, settings: LazySettings) -> None:
    auth_api.delete(ME)
    with time_machine.travel(NOON, tick=False):
        auth_api.anonymous().post(REACTIVATION, {"email": user.email}, expect=202)

    with time_machine.travel(
        NOON + timedelta(seconds=settings.REACTIVATION_TIMEOUT + 1), tick=False
    ):
        auth_api.post(REACTIVATE, {"token": take_token()}, expect=400)


def test_deletion_closes_the_account_at_once(api: Api, user: User) -> None:
    with time_machine.travel(NOON, tick=False):
        body = api.log_in(user).post(DELETION, expect=202)
        api.get(ME, expect=401)

    assert body == {"deletion_due_at": "2026-03-31T12:00:00Z"}
    user.refresh_from_db()
    assert not user.is_active
    assert not may_log_in(api, user)
    sent = only_mail()
    assert sent.to == [user.email]
    assert "March 31, 2026" in str(sent.body)
    assert "http://localhost:3000/cancel-deletion#token=" in str(sent.body)


def test_deletion_can_be_called_off(api: Api, user: User) -> None:
    with time_machine.travel(NOON, tick=False):
        api.log_in(user).post(DELETION, expect=202)
    with time_machine.travel(DUE - timedelta(minutes=1), tick=False):
        api.anonymous().post(CANCEL, {"token": take_token()}, expect=200)

    with time_machine.travel(DUE + timedelta(days=1), tick=False):
        assert delete_due() == "0 accounts deleted."
    assert may_log_in(api, user)


def test_who_lost_the_mail_gets_it_again(api: Api, user: User) -> None:
    api.log_in(user).post(DELETION, expect=202)
    mail.outbox.clear()

    api.anonymous().post(REACTIVATION, {"email": user.email}, expect=202)
    api.post(CANCEL, {"token": take_token()}, expect=200)

    assert may_log_in(api, user)


def test_staff_can_call_it_off(api: Api, user: User) -> None:
    api.log_in(user).post(DELETION, expect=202)
    user.refresh_from_db()

    ActivationService().activate(user=user)

    user.refresh_from_db()
    assert user.is_active
    assert user.deletion_due_at is None


def test_an_account_is_deleted_when_it_is_due(api: Api, user: User) -> None:
    user.profile.avatar = store({64: b"x", 256: b"x", 512: b"x"})
    user.profile.save()
    private = storages["private"]
    name = private.save("exports/x.zip", ContentFile(b"x"))
    DataExport.objects.create(
        user=user, requested_at=NOON, ready_at=NOON, expires_at=DUE, file=name
    )
    with time_machine.travel(NOON, tick=False):
        api.log_in(user).post(DELETION, expect=202)

    with time_machine.travel(DUE - timedelta(seconds=1), tick=False), api.committing():
        assert delete_due() == "0 accounts deleted."
    with time_machine.travel(DUE, tick=False), api.committing():
        assert delete_due() == "1 accounts deleted."

    assert not User.objects.exists()
    assert not Session.objects.exists()
    assert not private.exists(name)
    assert not storages["default"].exists(f"{user.profile.avatar}/64.webp")


def test_others_stay(api: Api, user: User) -> None:
    other = UserFactory.create(inactive=True)
    api.log_in(user).post(DELETION, expect=202)

    with time_machine.travel(datetime.now(UTC) + timedelta(days=31)):
        delete_due()

    assert User.objects.get() == other


def test_a_batch_at_a_time(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deletion, "BATCH", 2)
    for _ in range(3):
        UserFactory.create(inactive=True, closed_by_owner_at=NOON, deletion_due_at=NOON)

    assert [delete_due(), delete_due(), delete_due()] == [
        "2 accounts deleted.",
        "1 accounts deleted.",
        "0 accounts deleted.",
    ]


def test_an_account_that_something_points_at_is_emptied(
    user: User, monkeypatch: pytest.MonkeyPatch, api: Api
) -> None:
    SessionService().open(user=user)
    monkeypatch.setattr(User, "delete", Mock(side_effect=ProtectedError("kept", set())))
    published: list[object] = []
    monkeypatch.setattr(deletion, "publish", published.append)
    email, pk = user.email, user.pk

    with api.committing():
        deletion.DeletionService().delete(user=user)

    left = User.objects.get(pk=pk)
    assert left.email == f"deleted-{left.public_id}@deleted.invalid"
    assert not left.has_usable_password()
    assert not left.is_active
    assert Profile.objects.get(user=left).display_name == ""
    assert not Session.objects.exists()
    assert not User.objects.filter(email=email).exists()
    (event,) = published
    assert isinstance(event, AccountDeleted)
    assert event.user_id == pk
