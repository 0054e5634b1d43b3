"""What happens to accounts is on record, and the record is not for sale."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import structlog
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from apps.accounts import security_events
from apps.accounts.models import SecurityEvent, User
from services.accounts.deletion import DeletionService
from tests.client import Api
from tests.factories.accounts import UserFactory

LOGIN = "/api/v1/auth/token/"


@pytest.fixture(autouse=True)
def recorded(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """At once, on the test's own connection."""

    def at_once(work: Any, *args: Any) -> None:
        work(*args)

    monkeypatch.setattr(security_events, "run_later", at_once)
    logger, recorder = logging.getLogger("security"), security_events.Recorder()
    logger.addHandler(recorder)
    yield
    logger.removeHandler(recorder)


def test_a_refused_login_is_on_record(api: Api, user: User) -> None:
    api.post(LOGIN, {"email": user.email, "password": "wrong"}, expect=401)

    event = SecurityEvent.objects.get()
    assert (event.kind, event.level, event.user) == ("login_refused", "warning", user)
    assert event.request_id == api.response["X-Request-ID"]
    assert timezone.now() - event.happened_at < timedelta(minutes=1)


def test_a_guess_at_an_unknown_account_is_on_record(api: Api) -> None:
    api.post(LOGIN, {"email": "nobody@acme.test", "password": "wrong"}, expect=401)

    assert SecurityEvent.objects.get().user_id is None


def test_secrets_in_the_record(db: None) -> None:
    structlog.get_logger("security").warning(
        "odd", password="hunter2", reason="https://x.test/?token=abcdef", user_id=None
    )

    shown = str(SecurityEvent.objects.values().get())
    assert "hunter2" not in shown
    assert "abcdef" not in shown


def test_it_outlives_its_account(user: User, client: Client) -> None:
    user_id = user.pk
    DeletionService().delete(user=user)

    event = SecurityEvent.objects.get(kind="account_deleted")
    assert event.user_id == user_id
    client.force_login(UserFactory.create(admin=True))
    assert client.get("/admin/accounts/securityevent/").status_code == 200
    assert client.get(f"/admin/accounts/securityevent/{event.pk}/change/").status_code == 200


def test_tidying_up_behind_oneself_in_the_admin(user: User, client: Client) -> None:
    structlog.get_logger("security").info("odd", user_id=user.pk)
    event = SecurityEvent.objects.get()
    client.force_login(UserFactory.create(admin=True))
    address = "/admin/accounts/securityevent/"

    assert client.post(f"{address}{event.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.post(f"{address}{event.pk}/change/", {"kind": "x"}).status_code == 403
    client.post(address, {"action": "delete_selected", "_selected_action": [event.pk]})
    assert SecurityEvent.objects.get().kind == "odd"


def test_what_is_old_is_pruned(db: None) -> None:
    old = timezone.now() - timedelta(days=91)
    SecurityEvent.objects.create(kind="old", happened_at=old)
    SecurityEvent.objects.create(kind="new", happened_at=timezone.now())
    out = StringIO()

    call_command("prune_security_events", stdout=out)

    assert out.getvalue() == "1 security events deleted.\n"
    assert SecurityEvent.objects.get().kind == "new"
