from collections.abc import Iterator

import pytest
from allauth.socialaccount.providers.github.views import GitHubOAuth2Adapter
from allauth.socialaccount.providers.google import views as google
from django.conf import LazySettings

from tests.api.social.provider import CLIENT_ID, CLIENT_SECRET, Provider


@pytest.fixture
def provider(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    """All three, on loopback."""
    app = {"client_id": CLIENT_ID, "secret": CLIENT_SECRET}
    with Provider() as running:
        oidc = {"provider_id": "oidc", "name": "Acme", "settings": {"server_url": running.url}}
        settings.SOCIALACCOUNT_PROVIDERS = {
            "google": {"APPS": [app], "SCOPE": ["openid", "profile", "email"]},
            "github": {"APPS": [app]},
            "openid_connect": {"APPS": [{**app, **oidc}]},
        }
        settings.SOCIAL_REDIRECT_URIS = ["https://app.acme.test/auth/callback"]
        for name, path in (("access_token_url", "token"), ("authorize_url", "authorize")):
            for adapter in (GitHubOAuth2Adapter, google.GoogleOAuth2Adapter):
                monkeypatch.setattr(adapter, name, f"{running.url}/{path}")
        monkeypatch.setattr(GitHubOAuth2Adapter, "access_token_url", f"{running.url}/plain-token")
        monkeypatch.setattr(GitHubOAuth2Adapter, "profile_url", f"{running.url}/user")
        monkeypatch.setattr(GitHubOAuth2Adapter, "emails_url", f"{running.url}/user/emails")
        monkeypatch.setattr(google, "CERTS_URL", f"{running.url}/certs")
        monkeypatch.setattr(google, "ID_TOKEN_ISSUER", running.url)
        running.claims = {
            "sub": "7",
            "email": "ada@acme.test",
            "email_verified": True,
            "name": "Ada",
        }
        yield running
