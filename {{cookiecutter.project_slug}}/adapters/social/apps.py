from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from django.conf import settings
from django.http import HttpRequest


class SettingsAdapter(DefaultSocialAccountAdapter):
    """Knows the applications of the settings alone: none that a row adds, and without a query."""

    def list_apps(
        self,
        request: HttpRequest | None,
        provider: str | None = None,
        client_id: str | None = None,
    ) -> list[SocialApp]:
        named: dict[str, Any] = settings.SOCIALACCOUNT_PROVIDERS
        apps = [SocialApp(provider=key, **app) for key in named for app in named[key]["APPS"]]
        return [
            app
            for app in apps
            if provider in {None, app.provider, app.provider_id}
            and client_id in {None, app.client_id}
        ]
