import base64
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

import requests
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest

from adapters.social.base import Identity, IdentityProvider, ProviderUnavailable, Refused, Start


class AllauthProviders:
    """The providers that settings name, by django-allauth's classes for them.

    Those talk to the provider; state, redirect and session stay with the caller. An `id_token` is
    checked with the provider's keys although it comes by its own connection, and has to carry our
    nonce.
    """

    def all(self) -> list[IdentityProvider]:
        """Those that are on, by name."""
        providers = get_adapter().list_providers(self._request())
        found = [IdentityProvider(str(provider.sub_id), provider.name) for provider in providers]
        return sorted(found, key=lambda provider: provider.name.lower())

    def authorization_url(self, provider_id: str, start: Start) -> str:
        """Raises `LookupError` for a provider that is not on, and `ProviderUnavailable`."""
        provider, client = self._client(provider_id, start.redirect_uri)
        client.state = start.state
        with self._failures(), self._malformed():
            url: str = client.get_redirect_url(
                provider.get_oauth2_adapter(client.request).authorize_url,
                provider.get_scope(),
                {
                    "code_challenge": challenge_of(start.verifier),
                    "code_challenge_method": "S256",
                    "nonce": start.nonce,
                },
            )
        return url

    def identity(self, provider_id: str, start: Start, code: str) -> Identity:
        """Exchange the code. Raises `LookupError`, `Refused` or `ProviderUnavailable`."""
        provider, client = self._client(provider_id, start.redirect_uri)
        with self._failures(), self._malformed():
            answer = client.get_access_token(code, pkce_code_verifier=start.verifier)
            adapter = provider.get_oauth2_adapter(client.request)
            token = adapter.parse_token(answer)
            login = adapter.complete_login(client.request, provider.app, token, response=answer)
        issuer = self._check_claims(login.account.extra_data, answer, start.nonce)
        data = login.account.extra_data
        told = data.get("userinfo") or data.get("id_token") or data
        name = str(told.get("name") or "")[:100]
        return Identity(provider_id, login.account.uid, own_address(login, told), name, issuer)

    def _check_claims(self, data: dict[str, Any], answer: dict[str, Any], nonce: str) -> str:
        """The token is for this way to the provider, and about whom the user info is.

        Returns who issued it, or nothing where there is none.
        """
        if "id_token" not in answer:
            return ""
        claims = data.get("id_token", data)
        if claims.get("nonce") != nonce:
            raise Refused("nonce")
        if "userinfo" in data and data["userinfo"].get("sub") != claims.get("sub"):
            raise Refused("subject")
        return str(claims["iss"])

    def _client(self, provider_id: str, redirect_uri: str) -> tuple[Any, Any]:
        request = self._request()
        if provider_id not in {provider.id for provider in self.all()}:
            raise LookupError(provider_id)
        try:
            provider = get_adapter().get_provider(request, provider_id)
        except SocialApp.DoesNotExist as error:
            raise LookupError(provider_id) from error
        adapter = provider.get_oauth2_adapter(request)
        with self._failures(), self._malformed():
            client = adapter.client_class(
                request,
                provider.app.client_id,
                provider.app.secret,
                adapter.access_token_method,
                adapter.access_token_url,
                redirect_uri,
                scope_delimiter=adapter.scope_delimiter,
                headers=adapter.headers,
                basic_auth=adapter.basic_auth,
            )
        return provider, client

    def _request(self) -> HttpRequest:
        """Allauth wants one to find sites and hosts by; there is nothing to find here."""
        return HttpRequest()

    @contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except OAuth2Error as error:
            raise Refused(str(error)) from error
        except requests.HTTPError as error:
            if (
                error.response is not None
                and error.response.status_code < HTTPStatus.INTERNAL_SERVER_ERROR
            ):
                raise Refused(str(error)) from error
            raise ProviderUnavailable(str(error)) from error
        except requests.RequestException as error:
            raise ProviderUnavailable(type(error).__name__) from error

    @contextmanager
    def _malformed(self) -> Iterator[None]:
        """Allauth takes answers as they should be; what is not so raises anywhere in it."""
        try:
            yield
        except (AttributeError, ImproperlyConfigured, KeyError, TypeError, ValueError) as error:
            if isinstance(error, requests.RequestException):  # some are ValueErrors as well
                raise
            raise Refused(f"unexpected answer: {type(error).__name__}") from error


def own_address(login: SocialLogin, told: dict[str, Any]) -> str | None:
    """The primary address, if the provider says in so many words that it was verified.

    Allauth takes anything that is not empty for a yes; some providers write `"false"`.
    """
    if not is_yes(told.get("email_verified", True)):
        return None
    for found in login.email_addresses:
        if found.primary and is_yes(found.verified):
            try:
                validate_email(found.email)
            except ValidationError:
                return None
            return str(found.email)
    return None


def is_yes(said: object) -> bool:
    return said is True or said == "true"


def challenge_of(verifier: str) -> str:
    """RFC 7636, S256."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
