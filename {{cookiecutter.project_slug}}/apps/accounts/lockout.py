"""Too many failed logins of one account from one address lock that pair out for a while (axes).

The pair, and not the account alone: else anybody could lock anybody out. Guesses from many
addresses are slowed down by the limit of the whole account, ``AccountThrottle``.
"""

import hashlib
import ipaddress
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from rest_framework.exceptions import Throttled
from rest_framework.request import Request

from apps.accounts.managers import UserManager
from apps.core.client_address import client_network
from apps.core.errors.views import error, wants_json
from apps.core.throttling import RateThrottle
from services.errors import NotAuthenticated

Credentials = Mapping[str, Any]


class AccountThrottle(RateThrottle):
    """By the account that a login names, known or not, wherever it comes from."""

    scope = "account"

    def identify(self, request: Request) -> str | None:
        data = request.data
        email = data.get("email") if isinstance(data, Mapping) else None
        if not isinstance(email, str):
            return None
        account = UserManager.normalize_email(email).encode(errors="replace")
        return f"account:{hashlib.blake2b(account, digest_size=16).hexdigest()}"


@contextmanager
def lockout(request: Request, email: str) -> Iterator[None]:
    """Around a login by the API: 429 for who is locked out; what fails counts, a success forgets."""
    plain = request._request
    credentials = {"username": email}
    if not AxesProxyHandler.is_allowed(plain, credentials):
        raise Throttled(wait=settings.AXES_COOLOFF_TIME.total_seconds())
    try:
        yield
    except NotAuthenticated:
        AxesProxyHandler.user_login_failed(__name__, credentials, plain)
        raise
    AxesProxyHandler.reset_attempts(
        username=account_of(plain, credentials), ip_address=address_of(plain)
    )


def account_of(request: HttpRequest, credentials: Credentials | None = None) -> str:
    """Whose login it is, as axes counts it: one account whatever its spelling."""
    given = (credentials or request.POST).get("username")
    return UserManager.normalize_email(given)[:255]


def address_of(request: HttpRequest) -> str | None:
    """From where, as axes counts it: of an IPv6 address the /64, which has one owner."""
    network = client_network(request).partition("/")[0]
    try:
        return str(ipaddress.ip_address(network))
    except ValueError:
        return None


def refuse(request: HttpRequest, *_args: Any) -> HttpResponse:
    """What axes answers by: also to the admin's login form."""
    detail = _("Too many failed logins. Try again later.")
    response: HttpResponse
    if wants_json(request):
        response = error(HTTPStatus.TOO_MANY_REQUESTS, "throttled", detail)
    else:
        response = HttpResponse(
            detail, status=HTTPStatus.TOO_MANY_REQUESTS, content_type="text/plain; charset=utf-8"
        )
    response["Retry-After"] = str(int(settings.AXES_COOLOFF_TIME.total_seconds()))
    return response
