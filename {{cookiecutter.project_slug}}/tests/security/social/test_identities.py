"""What somebody tries with an account elsewhere."""

from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.conf import LazySettings
from django.test import Client

from adapters.social import Identity
from apps.accounts.models import User
from services.social.identities import IdentityService, Return
from tests.api.social.provider import Provider
from tests.api.social.steps import (
    IDENTITIES,
    REDIRECT,
    link,
    log_in,
    nobody_got_in,
)
from tests.client import Api
from tests.concurrency import CALLERS, at_once, kinds
from tests.factories.accounts import PASSWORD, TotpDeviceFactory, UserFactory
from tests.factories.social import SocialAccountFactory
from tests.mailbox import take_token

REGISTER = "/api/v1/auth/register/"


@pytest.mark.parametrize("name", ["oidc", "google", "github"])
def test_takeover_of_an_account_by_its_address(api: Api, provider: Provider, name: str) -> None:
    victim = UserFactory.create(email="ada@acme.test")

    log_in(api, provider, name, expect=409)

    assert api.codes() == [(None, "account_exists")]
    assert nobody_got_in()
    assert victim.sessions.count() == 0


def test_an_account_that_was_registered_ahead_of_its_owner(api: Api, provider: Provider) -> None:
    """The attacker has chosen a password for the victim's address, and waits."""
    api.post(REGISTER, {"email": "ada@acme.test", "password": PASSWORD}, expect=202)
    late = take_token()

    pair = log_in(api, provider)

    assert api.bearer(pair["access"]).get("/api/v1/users/me/")["email"] == "ada@acme.test"
    api.anonymous().post(
        "/api/v1/auth/token/", {"email": "ada@acme.test", "password": PASSWORD}, expect=401
    )
    api.post("/api/v1/auth/verify-email/", {"token": late}, expect=400)


def test_an_identity_of_another_account(auth_api: Api, user: User, provider: Provider) -> None:
    log_in(auth_api.anonymous(), provider)

    link(auth_api.log_in(user), provider, expect=409)

    assert auth_api.codes() == [(None, "identity_taken")]
    assert SocialAccount.objects.get().user != user


def test_a_stolen_session_links_and_unlinks_nothing(
    auth_api: Api, provider: Provider, settings: LazySettings
) -> None:
    linked = link(auth_api, provider)
    settings.RECENT_AUTHENTICATION_SECONDS = 0

    start = f"{IDENTITIES}link/oidc/start/"
    auth_api.post(start, {"redirect_uri": REDIRECT}, expect=403)
    auth_api.post(f"{IDENTITIES}link/oidc/", {}, expect=403)
    auth_api.delete(f"{IDENTITIES}{linked['id']}/", expect=403)
    assert auth_api.codes() == [(None, "reauthentication_required")]


def test_the_second_factor_is_not_skipped(auth_api: Api, user: User, provider: Provider) -> None:
    link(auth_api, provider)
    TotpDeviceFactory.create(user=user)

    body = log_in(auth_api.anonymous(), provider, expect=202)

    assert set(body) == {"mfa_token"}


def test_the_last_way_in_is_not_removed(api: Api, provider: Provider) -> None:
    pair = log_in(api, provider)
    identity = SocialAccount.objects.get()

    api.bearer(pair["access"]).delete(f"{IDENTITIES}{identity.pk}/", expect=409)

    assert api.codes() == [(None, "last_way_in")]


def test_another_users_identity(auth_api: Api, provider: Provider) -> None:
    theirs = SocialAccountFactory.create()

    auth_api.get(f"{IDENTITIES}{theirs.pk}/", expect=404)
    auth_api.delete(f"{IDENTITIES}{theirs.pk}/", expect=404)


@pytest.mark.parametrize("path", ["accounts/login/", "accounts/google/login/", "accounts/signup/"])
def test_the_librarys_own_pages_are_not_there(client: Client, db: None, path: str) -> None:
    assert client.get(f"/{path}").status_code == 404


class Providers:
    """Vouches for one identity."""

    def identity(self, provider_id: str, start: Any, code: str) -> Identity:
        return Identity(provider_id, "7", "ada@acme.test", "Ada")


@pytest.mark.django_db(transaction=True)
def test_race_of_two_returns_of_one_new_identity() -> None:
    providers: Any = Providers()
    service = IdentityService(providers=providers)
    returns = []
    for _ in range(CALLERS):
        flow, secret = service.flows.begin("oidc", REDIRECT, None)
        returns.append(Return("oidc", "code", flow.start.state, secret))

    results = at_once(lambda number: IdentityService(providers=providers).log_in(returns[number]))

    assert kinds(results) == ["TokenPair"] * CALLERS
    assert User.objects.count() == SocialAccount.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_race_of_one_return_brought_twice() -> None:
    providers: Any = Providers()
    flow, secret = IdentityService(providers=providers).flows.begin("oidc", REDIRECT, None)
    back = Return("oidc", "code", flow.start.state, secret)

    results = at_once(lambda _: IdentityService(providers=providers).log_in(back))

    assert kinds(results) == ["Invalid"] * (CALLERS - 1) + ["TokenPair"]


@pytest.mark.django_db(transaction=True)
def test_race_of_removing_the_last_ways_in() -> None:
    user = UserFactory.create()
    user.set_unusable_password()
    user.save()
    for _ in range(CALLERS):
        SocialAccountFactory.create(user=user)
    ids = list(SocialAccount.objects.values_list("pk", flat=True))

    results = at_once(lambda number: IdentityService().unlink(user=user, identity_id=ids[number]))

    assert kinds(results) == ["Conflict"] + ["NoneType"] * (CALLERS - 1)
    assert SocialAccount.objects.count() == 1
