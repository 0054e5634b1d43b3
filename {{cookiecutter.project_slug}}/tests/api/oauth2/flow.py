"""The authorization code flow, step by step, as a browser and an application take it."""

import base64
import hashlib
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.test import Client
from oauth2_provider.models import Application

from apps.accounts.models import User
from tests.factories.oauth2 import REDIRECT, SECRET

VERIFIER = "v" * 64
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().strip("=")
AUTHORIZE, TOKEN = "/o/authorize/", "/o/token/"


def question(application: Application, **changes: Any) -> dict[str, Any]:
    asked = {
        "response_type": "code",
        "client_id": application.client_id,
        "redirect_uri": REDIRECT,
        "scope": "read",
        "state": "xyz",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
        **changes,
    }
    return {name: value for name, value in asked.items() if value is not None}


def allow(client: Client, application: Application, **changes: Any) -> Any:
    """What the provider answers to a user who presses “Allow”."""
    data = {**question(application, **changes), "allow": "true"}
    return client.post(AUTHORIZE, data)


def parameters(response: Any) -> dict[str, str]:
    """Of the address to which the browser is sent."""
    assert response.status_code == 302, response.content
    return {
        name: found[0] for name, found in parse_qs(urlsplit(response["Location"]).query).items()
    }


def code_of(client: Client, application: Application, user: User, **changes: Any) -> str:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return parameters(allow(client, application, **changes))["code"]


def exchange(client: Client, application: Application, code: str, **changes: Any) -> Any:
    data = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": REDIRECT,
        "client_id": application.client_id,
        "client_secret": SECRET,
        "code_verifier": VERIFIER,
        **changes,
    }
    return client.post(TOKEN, {name: value for name, value in data.items() if value is not None})


def refresh(client: Client, application: Application, token: str, **changes: Any) -> Any:
    data = {
        "grant_type": "refresh_token",
        "refresh_token": token,
        "client_id": application.client_id,
        "client_secret": SECRET,
        **changes,
    }
    return client.post(TOKEN, data)


def tokens_of(
    client: Client, application: Application, user: User, *, scope: str = "read"
) -> dict[str, Any]:
    code = code_of(client, application, user, scope=scope)
    response = exchange(client, application, code)
    assert response.status_code == 200, response.content
    found: dict[str, Any] = response.json()
    return found
