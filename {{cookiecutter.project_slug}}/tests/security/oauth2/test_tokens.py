"""What an application tries with a token, and who finds one."""

import base64

import pytest
from django.test import Client
from oauth2_provider.models import AccessToken, Application, RefreshToken

from apps.accounts.models import User
from services.accounts.activation import ActivationService
from services.accounts.passwords import PasswordService
from services.accounts.sessions import SessionService
from tests.api.oauth2 import flow
from tests.api.oauth2.test_flows import ME, NOTES
from tests.client import Api
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.library import NoteFactory
from tests.factories.oauth2 import SECRET, ApplicationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.api.oauth2.urls")]


def test_a_token_to_read_that_writes(
    api: Api, client: Client, user: User, application: Application
) -> None:
    note = NoteFactory.create(owner=user, title="Mine")
    api.bearer(flow.tokens_of(client, application, user)["access_token"])

    api.patch(f"{NOTES}{note.pk}/", {"title": "Theirs"}, expect=403)
    api.delete(f"{NOTES}{note.pk}/", expect=403)
    api.post(NOTES, {"title": "Theirs"}, expect=403)


def test_an_application_that_takes_the_account_over(
    api: Api, client: Client, user: User, application: Application
) -> None:
    """Every address of accounts but the profile is closed, whatever the scopes."""
    tokens = flow.tokens_of(client, application, user, scope="read write profile")
    api.bearer(tokens["access_token"])
    assert api.get(ME)["email"] == user.email

    for method, path in (
        ("patch", ME),
        ("delete", ME),
        ("post", f"{ME}deletion/"),
        ("post", f"{ME}export/"),
        ("get", f"{ME}sessions/"),
        ("get", f"{ME}roles/"),
        ("get", f"{ME}applications/"),
        ("post", "/api/v1/auth/logout/"),
        ("post", "/api/v1/auth/reauthenticate/"),
        ("post", "/api/v1/auth/password/change/"),
        ("post", "/api/v1/auth/email/change/"),
        ("get", "/api/v1/auth/mfa/"),
        ("post", "/api/v1/auth/mfa/totp/"),
        ("get", "/api/v1/users/"),
        ("post", "/api/v1/invitations/accept/"),
    ):
        api.call(method, path, {} if method != "get" else None, expect=403)
    api.put(f"{ME}avatar/", {}, format="multipart", expect=403)


def test_a_machine_that_acts_as_a_user(api: Api, client: Client) -> None:
    machine = ApplicationFactory.create(machine=True)
    secrets = {"client_id": machine.client_id, "client_secret": SECRET}
    given = {"grant_type": "client_credentials", "scope": "read write profile", **secrets}
    token = client.post(flow.TOKEN, given).json()["access_token"]

    api.bearer(token)
    for path in (ME, NOTES, "/api/v1/organizations/"):
        api.get(path, expect=403)


@pytest.mark.parametrize("how", ["everywhere", "password", "deactivation", "behind", "deletion"])
def test_tokens_that_outlive_the_users_trust(
    api: Api, client: Client, user: User, application: Application, how: str
) -> None:
    tokens = flow.tokens_of(client, application, user)
    api.bearer(tokens["access_token"]).get(NOTES)

    with api.committing():
        if how == "everywhere":
            SessionService().end_all(user=user)
        elif how == "password":
            PasswordService().change(
                user=user, current_password=PASSWORD, new_password="wholly different words"
            )
        elif how == "deactivation":
            ActivationService().deactivate(user=user)
        elif how == "behind":
            User.objects.filter(pk=user.pk).update(is_active=False)
        else:
            user.delete()

    api.get(NOTES, expect=401)
    assert flow.refresh(client, application, tokens["refresh_token"]).status_code == 400


def test_a_logout_of_one_session_leaves_applications_alone(
    api: Api, client: Client, user: User, application: Application
) -> None:
    tokens = flow.tokens_of(client, application, user)
    api.log_in(user).post("/api/v1/auth/logout/", expect=204)

    api.bearer(tokens["access_token"]).get(NOTES)


def test_tokens_and_secrets_are_readable_nowhere(
    client: Client, user: User, application: Application
) -> None:
    tokens = flow.tokens_of(client, application, user)
    client.force_login(UserFactory.create(admin=True))
    rows = {"application": application, "accesstoken": AccessToken.objects.get()}
    rows["refreshtoken"] = RefreshToken.objects.get()

    for secret in (tokens["access_token"], tokens["refresh_token"], SECRET):
        for model, row in rows.items():
            assert secret not in str(vars(row))
            for page in ("", f"{row.pk}/change/"):
                shown = client.get(f"/admin/oauth2_provider/{model}/{page}")
                assert shown.status_code == 200
                assert secret not in shown.content.decode()


def test_a_token_in_the_address(client: Client, user: User, application: Application) -> None:
    token = flow.tokens_of(client, application, user)["access_token"]
    client.logout()

    assert client.get(NOTES, {"access_token": token}).status_code == 401
    basic = base64.b64encode(f"{application.client_id}:{SECRET}".encode()).decode()
    headers = {"Authorization": f"Basic {basic}"}
    assert client.get("/o/introspect/", {"token": token}, headers=headers).status_code == 405


@pytest.mark.parametrize("secret", [None, "", "x"])
def test_introspection_by_who_has_no_secret(
    client: Client, user: User, application: Application, secret: str | None
) -> None:
    token = flow.tokens_of(client, application, user)["access_token"]
    public = ApplicationFactory.create(public=True)
    given = {"token": token, "client_id": public.client_id, "client_secret": secret}

    told = client.post("/o/introspect/", {k: v for k, v in given.items() if v is not None})

    assert told.status_code == 403


def test_a_public_application_needs_no_secret_and_gets_no_token_of_its_own(
    client: Client, user: User
) -> None:
    public = ApplicationFactory.create(public=True)
    code = flow.code_of(client, public, user)
    assert flow.exchange(client, public, code, client_secret=None).status_code == 200

    public.authorization_grant_type = Application.GRANT_CLIENT_CREDENTIALS
    public.save()
    given = {"grant_type": "client_credentials", "client_id": public.client_id}
    assert client.post(flow.TOKEN, given).status_code == 401


def test_giving_back_the_tokens_of_another_application(
    api: Api, client: Client, user: User, application: Application
) -> None:
    tokens = flow.tokens_of(client, application, user)
    other = {"client_id": ApplicationFactory.create().client_id, "client_secret": SECRET}

    for name in ("access_token", "refresh_token"):
        client.post("/o/revoke_token/", {"token": tokens[name], **other})

    api.bearer(tokens["access_token"]).get(NOTES)
