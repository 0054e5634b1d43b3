from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.conf import LazySettings
from django.core import mail
from django.core.management import call_command

from apps.accounts.models import EmailChange, Session, User
from tests.client import Api
from tests.factories.accounts import PASSWORD, UserFactory
from tests.mailbox import take_tokens

CHANGE = "/api/v1/auth/email/change/"
CONFIRM = "/api/v1/auth/email/change/confirm/"
CANCEL = "/api/v1/auth/email/change/cancel/"
LOGIN = "/api/v1/auth/token/"
NEW = "new@acme.test"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def ask(api: Api, user: User, new_email: str = NEW) -> tuple[str, str, str]:
    """The tokens that confirm at the old end, confirm at the new end, and call it off."""
    api.log_in(user).post(CHANGE, {"new_email": new_email}, expect=202)
    tokens = take_tokens()
    old, cancel = tokens[user.email]
    (new,) = tokens[new_email]
    return old, new, cancel


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_address_changes_when_both_ends_have_confirmed(
    api: Api, user: User, order: tuple[int, int]
) -> None:
    old_email = user.email
    tokens = ask(api, user)

    first = api.anonymous().post(CONFIRM, {"token": tokens[order[0]]}, expect=200)
    user.refresh_from_db()
    assert (first["changed"], user.email) == (False, old_email)
    second = api.post(CONFIRM, {"token": tokens[order[1]]}, expect=200)

    user.refresh_from_db()
    assert (second["changed"], user.email) == (True, NEW)
    assert not EmailChange.objects.exists()
    assert sorted(sent.to[0] for sent in mail.outbox) == sorted([old_email, NEW])
    assert {sent.subject.partition(": ")[2] for sent in mail.outbox} == {
        "Your e-mail address was changed"
    }
    api.post(LOGIN, {"email": old_email, "password": PASSWORD}, expect=401)
    api.post(LOGIN, {"email": NEW, "password": PASSWORD}, expect=200)


def test_every_session_ends_with_the_change(api: Api, user: User) -> None:
    old, new, _ = ask(api, user)

    api.post(CONFIRM, {"token": old}, expect=200)
    api.post(CONFIRM, {"token": new}, expect=200)

    assert not Session.objects.filter(ended_at=None).exists()


def test_ones_own_address_is_no_change(auth_api: Api, user: User) -> None:
    auth_api.post(CHANGE, {"new_email": user.email.upper()}, expect=400)

    assert auth_api.codes() == [("new_email", "same_email")]
    assert mail.outbox == []


def test_the_old_end_calls_it_off(api: Api, user: User) -> None:
    old_email = user.email
    old, new, cancel = ask(api, user)

    api.post(CANCEL, {"token": cancel}, expect=204)

    for token in (old, new):
        api.post(CONFIRM, {"token": token}, expect=400)
        assert api.codes() == [("token", "invalid_token")]
    user.refresh_from_db()
    assert user.email == old_email
    assert not Session.objects.filter(ended_at=None).exists()


def test_a_newer_request_replaces_the_older(api: Api, user: User) -> None:
    old, new, cancel = ask(api, user)
    newer_old, newer_new, _ = ask(api, user, "newer@acme.test")

    for token in (old, new):
        api.post(CONFIRM, {"token": token}, expect=400)
    api.post(CANCEL, {"token": cancel}, expect=400)
    api.post(CONFIRM, {"token": newer_old}, expect=200)
    api.post(CONFIRM, {"token": newer_new}, expect=200)

    user.refresh_from_db()
    assert user.email == "newer@acme.test"


def test_an_address_that_was_taken_meanwhile(api: Api, user: User) -> None:
    old_email = user.email
    old, new, _ = ask(api, user)
    api.post(CONFIRM, {"token": old}, expect=200)
    UserFactory.create(email=NEW)

    api.post(CONFIRM, {"token": new}, expect=400)

    assert api.codes() == [("token", "invalid_token")]
    user.refresh_from_db()
    assert user.email == old_email


def test_the_links_expire(api: Api, user: User, settings: LazySettings) -> None:
    with time_machine.travel(NOON, tick=False):
        old, new, cancel = ask(api, user)

    late = NOON + timedelta(seconds=settings.EMAIL_CHANGE_TIMEOUT + 1)
    with time_machine.travel(late, tick=False):
        for path, token in ((CONFIRM, old), (CONFIRM, new), (CANCEL, cancel)):
            api.post(path, {"token": token}, expect=400)
        call_command("prune_exports", stdout=StringIO())

    assert not EmailChange.objects.exists()


def test_mails_name_the_new_address_to_the_old_end(auth_api: Api, user: User) -> None:
    auth_api.post(CHANGE, {"new_email": NEW}, expect=202)

    to_old = next(sent for sent in mail.outbox if sent.to == [user.email])
    for text in (str(to_old.body), str(to_old.alternatives[0][0])):  # type: ignore[attr-defined]
        assert NEW in text
        assert "http://localhost:3000/confirm-email#token=" in text
        assert "http://localhost:3000/cancel-email#token=" in text
