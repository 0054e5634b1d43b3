"""The steps of a client."""

from typing import Any

from allauth.socialaccount.models import SocialAccount

from tests.api.social.provider import Provider
from tests.client import Api

SOCIAL, IDENTITIES = "/api/v1/auth/social/", "/api/v1/users/me/identities/"
REDIRECT = "https://app.acme.test/auth/callback"


def begin(api: Api, name: str = "oidc", *, linking: bool = False) -> dict[str, Any]:
    base = f"{IDENTITIES}link/" if linking else SOCIAL
    found: dict[str, Any] = api.post(f"{base}{name}/start/", {"redirect_uri": REDIRECT}, expect=200)
    return found


def brought_back(
    api: Api, provider: Provider, name: str = "oidc", *, linking: bool = False, **claims: Any
) -> dict[str, str]:
    """What the client has after the visit to the provider."""
    started = begin(api, name, linking=linking)
    code, state = provider.visit(started["authorization_url"], **claims)
    return {"code": code, "state": state, "flow": started["flow"]}


def log_in(
    api: Api, provider: Provider, name: str = "oidc", *, expect: int = 200, **claims: Any
) -> Any:
    given = brought_back(api, provider, name, **claims)
    return api.post(f"{SOCIAL}{name}/", given, expect=expect)


def link(
    api: Api, provider: Provider, name: str = "oidc", *, expect: int = 200, **claims: Any
) -> Any:
    given = brought_back(api, provider, name, linking=True, **claims)
    return api.post(f"{IDENTITIES}link/{name}/", given, expect=expect)


def nobody_got_in() -> bool:
    return not SocialAccount.objects.exists()
