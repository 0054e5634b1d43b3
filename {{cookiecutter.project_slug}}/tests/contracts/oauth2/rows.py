from datetime import timedelta
from typing import Any

from django.utils import timezone
from oauth2_provider.models import AccessToken, Grant, IDToken, RefreshToken

from tests.factories.accounts import UserFactory
from tests.factories.oauth2 import ApplicationFactory


def access(number: int) -> AccessToken:
    return AccessToken.objects.create(**lasting(), token=f"access {number}")


def refresh(number: int) -> RefreshToken:
    of = access(number)
    return RefreshToken.objects.create(
        user=of.user, application=of.application, access_token=of, token=f"refresh {number}"
    )


def lasting() -> dict[str, Any]:
    return {
        "user": UserFactory.create(),
        "application": ApplicationFactory.create(),
        "scope": "read",
        "expires": timezone.now() + timedelta(hours=1),
    }


ROWS = {
    "oauth2_provider.AccessToken": access,
    "oauth2_provider.Grant": lambda number: Grant.objects.create(
        **lasting(), code=f"code {number}", redirect_uri="https://app.acme.test/callback"
    ),
    "oauth2_provider.IDToken": lambda _: IDToken.objects.create(**lasting()),
    "oauth2_provider.RefreshToken": refresh,
}
