from urllib.parse import parse_qs, urlsplit

import environ
import pytest
from allauth.socialaccount.models import SocialAccount
from django.conf import LazySettings

from apps.accounts.exporting import PARTS
from apps.accounts.models import User
from config.settings.social import rules
from services.accounts.deletion import DeletionService
from tests.api.social.provider import Provider
from tests.api.social.steps import (
    IDENTITIES,
    REDIRECT,
    SOCIAL,
    begin,
    brought_back,
    link,
    log_in,
)
from tests.client import Api
from tests.mailbox import only_mail, take_mail
from tests.queries import at_most

ME = "/api/v1/users/me/"


def test_the_providers_that_are_on_are_listed(api: Api, provider: Provider) -> None:
    assert api.get(SOCIAL) == [
        {"id": "oidc", "name": "Acme"},
        {"id": "github", "name": "GitHub"},
        {"id": "google", "name": "Google"},
    ]


def test_without_settings_there_is_none(api: Api, settings: LazySettings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {}

    assert api.get(SOCIAL) == []
    settings.SOCIAL_REDIRECT_URIS = [REDIRECT]
    api.post(f"{SOCIAL}google/start/", {"redirect_uri": REDIRECT}, expect=404)


@pytest.mark.parametrize("name", ["oidc", "google", "github"])
def test_an_unknown_identity_makes_an_account(api: Api, provider: Provider, name: str) -> None:
    pair = log_in(api, provider, name)

    user = User.objects.get()
    assert (user.email, user.display_name) == ("ada@acme.test", "Ada")
    assert user.is_email_verified
    assert not user.has_usable_password()
    account = SocialAccount.objects.get()
    assert (account.user, account.provider, account.uid) == (user, name, "7")
    assert account.extra_data == {"issuer": "" if name == "github" else provider.issuer}
    assert api.bearer(pair["access"]).get(ME)["email"] == "ada@acme.test"


@pytest.mark.parametrize("name", ["oidc", "google", "github"])
def test_a_known_identity_logs_in_whatever_its_address_is_now(
    api: Api, provider: Provider, name: str
) -> None:
    log_in(api, provider, name)

    log_in(api, provider, name, email="new@acme.test")

    assert User.objects.get().email == "ada@acme.test"
    assert User.objects.get().sessions.count() == 2


def test_the_address_asks_for_what_is_needed(api: Api, provider: Provider) -> None:
    asked = parse_qs(urlsplit(begin(api)["authorization_url"]).query)

    assert asked["redirect_uri"] == [REDIRECT]
    assert asked["response_type"] == ["code"]
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}
    assert len(asked["state"][0]) >= 40
    assert len(asked["nonce"][0]) >= 40


def test_an_account_is_linked_seen_and_unlinked(
    auth_api: Api, user: User, provider: Provider
) -> None:
    linked = link(auth_api, provider)
    assert "Acme" not in only_mail().subject
    assert "oidc" in str(take_mail().body)
    assert auth_api.get(IDENTITIES)["results"] == [linked]
    (exported,) = PARTS["identities"](user)
    assert (exported["provider"], exported["uid"]) == ("oidc", "7")

    pair = log_in(auth_api.anonymous(), provider)
    assert auth_api.bearer(pair["access"]).get(ME)["email"] == user.email

    auth_api.log_in(user).delete(f"{IDENTITIES}{linked['id']}/")
    assert auth_api.get(IDENTITIES)["results"] == []


def test_a_page_in_a_browser_gets_cookies(api: Api, provider: Provider) -> None:
    given = brought_back(api, provider)

    assert set(api.post(f"{SOCIAL}oidc/cookie/", given, expect=200)) == {"csrf_token"}

    assert api.get(ME)["email"] == "ada@acme.test"


def test_the_queries_of_it(
    auth_api: Api, user: User, provider: Provider, settings: LazySettings
) -> None:
    settings.EVENT_RELAY_STARTER = "tests.queries.elsewhere"
    linked = link(auth_api, provider)
    with at_most(6):
        auth_api.delete(f"{IDENTITIES}{linked['id']}/")
    given = brought_back(auth_api.anonymous(), provider)
    with at_most(9):  # it makes the account as well
        auth_api.post(f"{SOCIAL}oidc/", given, expect=200)


def test_linking_again_changes_nothing(auth_api: Api, provider: Provider) -> None:
    assert link(auth_api, provider) == link(auth_api, provider)


def test_a_provider_that_is_not_there(api: Api, provider: Provider) -> None:
    api.post(f"{SOCIAL}facebook/start/", {"redirect_uri": REDIRECT}, expect=404)


@pytest.mark.parametrize("status", [500, 503])
def test_a_provider_that_is_down(api: Api, provider: Provider, status: int) -> None:
    provider.status = status

    api.post(f"{SOCIAL}oidc/start/", {"redirect_uri": REDIRECT}, expect=503)

    assert api.response["Retry-After"] == "30"
    assert api.codes() == [(None, "provider_unavailable")]


def test_a_provider_that_cannot_be_reached(
    api: Api, provider: Provider, settings: LazySettings
) -> None:
    provider.server.server_close()
    settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = 1

    api.post(f"{SOCIAL}oidc/start/", {"redirect_uri": REDIRECT}, expect=503)


def test_an_account_that_goes_leaves_no_identity(
    auth_api: Api, user: User, provider: Provider
) -> None:
    link(auth_api, provider)

    with auth_api.committing():
        DeletionService().delete(user=user)

    assert not SocialAccount.objects.exists()


def test_half_a_provider_is_refused() -> None:
    wanted = rules({"SOCIAL_GITHUB_CLIENT_ID": "x"})

    assert set(wanted) == {"SOCIAL_GITHUB_CLIENT_ID", "SOCIAL_GITHUB_CLIENT_SECRET"}
    assert "SOCIAL_OIDC_SERVER_URL" in rules({"SOCIAL_OIDC_CLIENT_SECRET": "x"})
    assert rules({}) == {}
    assert wanted["SOCIAL_GITHUB_CLIENT_ID"]("changeme") == "is a placeholder"
    assert wanted["SOCIAL_GITHUB_CLIENT_ID"]("Iv1.8a61f9b3a7aba766") is None


def test_settings_read_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib

    from config.settings.parts import social

    names = ("GOOGLE_CLIENT_ID", "GITHUB_CLIENT_ID", "OIDC_CLIENT_ID", "OIDC_SERVER_URL")
    with monkeypatch.context() as patch:
        for name in names:
            patch.setitem(environ.Env.ENVIRON, f"SOCIAL_{name}", "https://id.acme.test")
        found = importlib.reload(social).SOCIALACCOUNT_PROVIDERS
    assert set(found) == {"google", "github", "openid_connect"}
    assert set(importlib.reload(social).SOCIALACCOUNT_PROVIDERS) <= set(found)


def test_a_closed_account_stays_closed(api: Api, provider: Provider) -> None:
    log_in(api, provider)
    User.objects.update(is_active=False)

    log_in(api, provider, expect=401)

    assert User.objects.get().sessions.count() == 1
