"""Links in e-mails work once, for one purpose, for a time, and for whom they were made."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.core import mail, signing
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.tokens import EMAIL_VERIFICATION, PASSWORD_RESET
from tests.client import Api
from tests.factories.accounts import PASSWORD, UserFactory
from tests.mailbox import only_mail, take_token

VERIFY = "/api/v1/auth/verify-email/"
RESEND = "/api/v1/auth/verify-email/resend/"
RESET = "/api/v1/auth/password/reset/"
CONFIRM = "/api/v1/auth/password/reset/confirm/"
REGISTER = "/api/v1/auth/register/"
LOGIN = "/api/v1/auth/token/"
NEW = "a wholly different passphrase"
NEWER = "yet another passphrase of mine"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def unverified() -> User:
    return UserFactory.create(unverified=True)


def refused(api: Api, path: str, token: str) -> None:
    data = {"token": token, "new_password": NEWER} if path == CONFIRM else {"token": token}
    api.post(path, data, expect=400)
    assert api.codes() == [("token", "invalid_token")]


def test_verification_link_used_twice(api: Api, unverified: User) -> None:
    token = EMAIL_VERIFICATION.make(unverified)
    api.post(VERIFY, {"token": token}, expect=200)

    refused(api, VERIFY, token)


def test_reset_link_used_twice(api: Api, user: User) -> None:
    token = PASSWORD_RESET.make(user)
    api.post(CONFIRM, {"token": token, "new_password": NEW}, expect=204)

    refused(api, CONFIRM, token)
    user.refresh_from_db()
    assert user.check_password(NEW)


def test_older_reset_link_after_a_newer_one_was_used(api: Api, user: User) -> None:
    older, newer = PASSWORD_RESET.make(user), PASSWORD_RESET.make(user)
    api.post(CONFIRM, {"token": newer, "new_password": NEW}, expect=204)

    refused(api, CONFIRM, older)


def test_reset_link_after_the_owner_logged_in(api: Api, user: User) -> None:
    token = PASSWORD_RESET.make(user)
    api.post(LOGIN, {"email": user.email, "password": PASSWORD}, expect=200)

    refused(api, CONFIRM, token)


def test_links_expire(api: Api, user: User, unverified: User, settings: LazySettings) -> None:
    with time_machine.travel(NOON, tick=False):
        reset, verification = PASSWORD_RESET.make(user), EMAIL_VERIFICATION.make(unverified)

    late = NOON + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT + 1)
    with time_machine.travel(late, tick=False):
        refused(api, CONFIRM, reset)
    late = NOON + timedelta(seconds=settings.EMAIL_VERIFICATION_TIMEOUT + 1)
    with time_machine.travel(late, tick=False):
        refused(api, VERIFY, verification)


def test_links_work_until_they_expire(
    api: Api, user: User, unverified: User, settings: LazySettings
) -> None:
    with time_machine.travel(NOON, tick=False):
        reset, verification = PASSWORD_RESET.make(user), EMAIL_VERIFICATION.make(unverified)

    with time_machine.travel(NOON + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT), tick=False):
        api.post(CONFIRM, {"token": reset, "new_password": NEW}, expect=204)
    soon = NOON + timedelta(seconds=settings.EMAIL_VERIFICATION_TIMEOUT)
    with time_machine.travel(soon, tick=False):
        api.post(VERIFY, {"token": verification}, expect=200)


def test_link_of_another_purpose(api: Api, unverified: User) -> None:
    refused(api, CONFIRM, EMAIL_VERIFICATION.make(unverified))
    refused(api, VERIFY, PASSWORD_RESET.make(unverified))


def test_link_of_a_deactivated_account(api: Api) -> None:
    user = UserFactory.create(unverified=True)
    reset, verification = PASSWORD_RESET.make(user), EMAIL_VERIFICATION.make(user)
    user.is_active = False
    user.save()

    refused(api, CONFIRM, reset)
    refused(api, VERIFY, verification)


def test_link_of_a_user_who_is_gone(api: Api, user: User) -> None:
    reset, verification = PASSWORD_RESET.make(user), EMAIL_VERIFICATION.make(user)
    user.delete()

    refused(api, CONFIRM, reset)
    refused(api, VERIFY, verification)


def test_link_after_the_address_has_changed(api: Api, unverified: User) -> None:
    token = EMAIL_VERIFICATION.make(unverified)
    unverified.email = "other@acme.test"
    unverified.save()

    refused(api, VERIFY, token)


def test_link_made_for_somebody_else(api: Api, user: User) -> None:
    mine, victim = user, UserFactory.create()
    _, fingerprint = signing.loads(PASSWORD_RESET.make(mine), salt="accounts.password-reset")

    forged = signing.dumps([victim.pk, fingerprint], salt="accounts.password-reset")

    refused(api, CONFIRM, forged)


@pytest.mark.parametrize("token", ["x", "a:b:c", ":::", "é", "x" * 512])
def test_malformed_links(api: Api, token: str) -> None:
    refused(api, VERIFY, token)
    refused(api, CONFIRM, token)


def test_tokens_stay_out_of_what_servers_log(api: Api, user: User) -> None:
    """A browser sends neither to the front end's server nor in a Referer what follows the #."""
    api.post(RESET, {"email": user.email}, expect=202)

    link = next(word for word in str(only_mail().body).split() if word.startswith("http"))
    before, _, fragment = link.partition("#")
    assert fragment.startswith("token=")
    assert "token" not in before
    assert "?" not in before


def test_reset_poisoning_by_the_host_header(api: Api, user: User, settings: LazySettings) -> None:
    settings.ALLOWED_HOSTS = ["*"]

    api.post(RESET, {"email": user.email}, expect=202, headers={"host": "evil.test"})

    assert "evil.test" not in only_mail().message().as_string()


def test_reset_mail_goes_to_the_stored_address(api: Api) -> None:
    """The Kelvin sign looks like a K and becomes a k in lower case."""
    user = UserFactory.create(email="kim@acme.test")

    api.post(RESET, {"email": "\N{KELVIN SIGN}im@acme.test"}, expect=202)

    assert only_mail().to == [user.email]
    mail.outbox.clear()
    api.post(RESET, {"email": "k\N{LATIN SMALL LETTER DOTLESS I}m@acme.test"}, expect=202)
    assert mail.outbox == []


def test_registration_mail_repeats_nothing_that_a_stranger_wrote(api: Api) -> None:
    data = {"email": "ada@acme.test", "password": PASSWORD, "display_name": "Win at evil.test"}

    api.post(REGISTER, data, expect=202)

    assert "evil.test" not in only_mail().message().as_string()


def test_account_prepared_for_a_victim_with_the_attackers_password(api: Api) -> None:
    """The attacker registers first; the victim's own registration then counts."""
    api.post(REGISTER, {"email": "victim@acme.test", "password": "the attackers own"}, expect=202)
    attackers_link = take_token()

    api.post(REGISTER, {"email": "victim@acme.test", "password": PASSWORD}, expect=202)
    victims_link = take_token()

    refused(api, VERIFY, attackers_link)
    api.post(VERIFY, {"token": victims_link}, expect=200)
    login = {"email": "victim@acme.test", "password": "the attackers own"}
    api.post(LOGIN, login, expect=401)
    api.post(LOGIN, {**login, "password": PASSWORD}, expect=200)


@pytest.mark.parametrize(
    "traits",
    [
        {},
        {"staff": True, "unverified": True},
        {"inactive": True, "unverified": True},
        {"unverified": True, "last_login": timezone.now()},
    ],
)
def test_takeover_by_registering_again(api: Api, traits: dict[str, Any]) -> None:
    user = UserFactory.create(**traits)

    api.post(REGISTER, {"email": user.email, "password": "the attackers own"}, expect=202)

    user.refresh_from_db()
    assert user.check_password(PASSWORD)
