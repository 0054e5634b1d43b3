import base64
import os
import re
from typing import Any
from unittest import mock

import pytest
import requests
from django.test import Client
from oauth2_provider.models import AccessToken, Application
from pytest_django.live_server_helper import LiveServer
from requests_oauthlib import OAuth2Session

from apps.accounts.exporting import PARTS
from apps.accounts.models import User
from tests.api.oauth2 import flow
from tests.client import Api
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.library import NoteFactory
from tests.factories.oauth2 import REDIRECT, SECRET, ApplicationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.api.oauth2.urls")]
ME, NOTES = "/api/v1/users/me/", "/api/v1/library/notes/"
APPLICATIONS = "/api/v1/users/me/applications/"


@pytest.fixture
def application() -> Application:
    return ApplicationFactory.create(name="Calendar")


def field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]* value="([^"]*)"', page)
    assert found, name
    return found.group(1)


@pytest.mark.django_db(transaction=True)
def test_a_published_client_library_takes_the_whole_way(live_server: LiveServer) -> None:
    user = UserFactory.create(profile__display_name="Ada")
    application = ApplicationFactory.create()
    browser = requests.Session()
    with mock.patch.dict(os.environ, {"OAUTHLIB_INSECURE_TRANSPORT": "1"}):
        library = OAuth2Session(
            application.client_id, redirect_uri=REDIRECT, scope=["profile"], pkce="S256"
        )
        address, state = library.authorization_url(f"{live_server.url}/o/authorize/")

        login = browser.get(address)
        assert "/o/login/" in login.url
        given = {
            "csrfmiddlewaretoken": field(login.text, "csrfmiddlewaretoken"),
            "next": field(login.text, "next").replace("&amp;", "&"),
            "username": user.email,
            "password": PASSWORD,
            "code": "",
        }
        page = browser.post(login.url, data=given)
        assert "See your account and profile" in page.text
        hidden = re.findall(r'<input type="hidden" name="(\w+)"', page.text)
        asked = {
            name: field(page.text, name) for name in hidden if f'name="{name}" value' in page.text
        }
        answer = browser.post(page.url, data={**asked, "allow": "true"}, allow_redirects=False)
        back = answer.headers["Location"]
        assert back.startswith(REDIRECT)
        assert f"state={state}" in back

        library.fetch_token(
            f"{live_server.url}/o/token/", authorization_response=back, client_secret=SECRET
        )
        assert library.get(f"{live_server.url}{ME}").json()["display_name"] == "Ada"
        first = library.token["access_token"]
        library.refresh_token(
            f"{live_server.url}/o/token/", client_id=application.client_id, client_secret=SECRET
        )
        assert library.token["access_token"] != first
        assert library.get(f"{live_server.url}{ME}").status_code == 200


def test_scopes_open_what_they_say(
    api: Api, client: Client, user: User, application: Application
) -> None:
    note = NoteFactory.create(owner=user)
    api.bearer(flow.tokens_of(client, application, user, scope="read write")["access_token"])

    assert [row["id"] for row in api.get(NOTES)["results"]] == [note.pk]
    api.patch(f"{NOTES}{note.pk}/", {"title": "New"})
    api.get(ME, expect=403)


def test_an_application_acts_for_itself(api: Api, client: Client) -> None:
    machine = ApplicationFactory.create(machine=True, name="Warehouse")
    basic = base64.b64encode(f"{machine.client_id}:{SECRET}".encode()).decode()
    given = {"grant_type": "client_credentials", "scope": "read"}

    token = client.post(flow.TOKEN, given, headers={"Authorization": f"Basic {basic}"}).json()

    api.bearer(token["access_token"])
    assert api.get("/api/v1/stock/") == {"application": "Warehouse"}
    api.get(NOTES, expect=403)
    api.get(ME, expect=403)
    assert "refresh_token" not in token


def test_introspection_tells_a_client_what_a_token_is(
    client: Client, user: User, application: Application
) -> None:
    token = flow.tokens_of(client, application, user)["access_token"]
    secrets = {"client_id": application.client_id, "client_secret": SECRET}

    told = client.post("/o/introspect/", {"token": token, **secrets}).json()
    assert told["active"] is True
    assert (told["scope"], told["username"]) == ("read", user.email)
    assert client.post("/o/introspect/", {"token": "x", **secrets}).json() == {"active": False}
    assert client.post("/o/introspect/", {"token": token}).status_code == 403


def test_an_application_gives_its_token_back(
    api: Api, client: Client, user: User, application: Application
) -> None:
    tokens = flow.tokens_of(client, application, user)
    given = {"token": tokens["refresh_token"], "client_id": application.client_id}

    client.post("/o/revoke_token/", {**given, "client_secret": SECRET})

    api.bearer(tokens["access_token"]).get(NOTES, expect=401)


def test_a_user_sees_and_withdraws_what_was_allowed(
    api: Api, client: Client, user: User, application: Application
) -> None:
    ApplicationFactory.create()
    tokens = flow.tokens_of(client, application, user)
    api.log_in(user)
    assert api.get(APPLICATIONS)["results"] == [{"id": application.pk, "name": "Calendar"}]
    assert PARTS["applications"](user)[0]["name"] == "Calendar"

    api.delete(f"{APPLICATIONS}{application.pk}/")

    assert api.get(APPLICATIONS)["results"] == []
    api.bearer(tokens["access_token"]).get(NOTES, expect=401)
    assert flow.refresh(client, application, tokens["refresh_token"]).status_code == 400


def test_who_does_not_allow_sends_the_application_away(
    client: Client, user: User, application: Application
) -> None:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    answer = flow.parameters(client.post(flow.AUTHORIZE, flow.question(application)))

    assert answer["error"] == "access_denied"
    assert answer["state"] == "xyz"


def test_metadata_names_what_there_is(client: Client) -> None:
    told = client.get("/.well-known/oauth-authorization-server").json()

    assert told["authorization_endpoint"].endswith("/o/authorize/")
    assert told["grant_types_supported"] == [
        "authorization_code",
        "client_credentials",
        "refresh_token",
    ]
    assert told["code_challenge_methods_supported"] == ["S256"]
    assert told["response_types_supported"] == ["code"]


def test_the_description_names_scopes(client: Client) -> None:
    schema = client.get("/api/schema/?format=json").json()

    paths: dict[str, Any] = schema["paths"]
    assert {"oauth2": ["profile"]} in paths[ME]["get"]["security"]
    assert {"oauth2": ["write"]} in paths["/api/v1/organizations/"]["post"]["security"]
    assert not any("oauth2" in entry for entry in paths[ME]["patch"]["security"])
    flows = schema["components"]["securitySchemes"]["oauth2"]["flows"]
    assert set(flows) == {"authorizationCode", "clientCredentials"}


def test_tokens_that_have_expired_are_pruned(
    client: Client, user: User, application: Application
) -> None:
    from django.core.management import call_command

    flow.tokens_of(client, application, user)
    AccessToken.objects.update(expires="2020-01-01T00:00Z", source_refresh_token=None)
    AccessToken.objects.get().refresh_token.delete()

    call_command("cleartokens")

    assert not AccessToken.objects.exists()
