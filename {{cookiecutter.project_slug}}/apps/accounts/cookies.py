"""Tokens in cookies, for pages in a browser: no script can read them, so none can carry them off.

A browser sends cookies along by itself, whoever made it call. What changes anything therefore
needs Django's CSRF token as well, in the header ``X-CSRFToken``.
"""

from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework.authentication import CSRFCheck
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request

from apps.accounts.tokens import TokenPair

ACCESS_PATH: Final = "/api/"


def set_cookies(response: HttpResponseBase, pair: TokenPair) -> None:
    """The refresh token's cookie is sent nowhere but to where it is exchanged."""
    lifetimes: dict[str, Any] = settings.SIMPLE_JWT
    for name, token, path, lifetime in (
        (settings.ACCESS_COOKIE, pair.access, ACCESS_PATH, lifetimes["ACCESS_TOKEN_LIFETIME"]),
        (
            settings.REFRESH_COOKIE,
            pair.refresh,
            refresh_path(),
            lifetimes["REFRESH_TOKEN_LIFETIME"],
        ),
    ):
        _set(response, name, token, path, lifetime)


def clear_cookies(response: HttpResponseBase) -> None:
    response.delete_cookie(settings.ACCESS_COOKIE, path=ACCESS_PATH, samesite="Lax")
    response.delete_cookie(settings.REFRESH_COOKIE, path=refresh_path(), samesite="Lax")


def refresh_path() -> str:
    return reverse("cookie-refresh")


def require_csrf(request: Request) -> None:
    """Raise 403 ``csrf_failed`` for a call that some other site may have made a browser do."""
    if request.method in SAFE_METHODS:
        return
    check: Any = CSRFCheck(lambda _request: None)  # type: ignore[arg-type]
    check.process_request(request._request)
    if check.process_view(request._request, None, (), {}):
        raise PermissionDenied(
            _("Send the CSRF token of your login in the header X-CSRFToken."), "csrf_failed"
        )


def _set(response: HttpResponseBase, name: str, token: str, path: str, lifetime: timedelta) -> None:
    response.set_cookie(
        name,
        token,
        max_age=lifetime,
        path=path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
