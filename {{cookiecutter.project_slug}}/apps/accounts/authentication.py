from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.contrib.rest_framework_simplejwt import SimpleJWTScheme
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request
from rest_framework_simplejwt.authentication import JWTAuthentication as SimpleJWTAuthentication
from rest_framework_simplejwt.exceptions import AuthenticationFailed as BadHeader
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.tokens import Token

from apps.accounts.cookies import require_csrf
from apps.accounts.keyring import Keyring, keyring
from apps.accounts.models import User
from apps.accounts.remembered import session_by_id
from apps.accounts.tokens import AccessToken, session_id


class JWTAuthentication(SimpleJWTAuthentication):
    """`Authorization: Bearer <access token>`, or the cookie, while the session lives that it names.

    Session and user are read in one query. Logout, a new password and deactivation are therefore
    felt by the very next request.
    """

    def authenticate(self, request: Request) -> Any:
        if self.get_header(request) is not None:
            return super().authenticate(request)
        cookie = request.COOKIES.get(settings.ACCESS_COOKIE)
        if cookie is None:
            return None
        token = self.get_validated_token(cookie.encode())
        user = self.get_user(token)
        require_csrf(request)
        return user, token

    def get_raw_token(self, header: bytes) -> bytes | None:
        try:
            return super().get_raw_token(header)
        except BadHeader as error:
            raise AuthenticationFailed(
                _("The Authorization header must be “Bearer <access token>”."),
                "bad_authorization_header",
            ) from error

    def get_validated_token(self, raw_token: bytes) -> Token:
        try:
            token = signed(raw_token, keyring())
            token.check_exp(current_time=timezone.now())
        except TokenError as error:
            raise AuthenticationFailed(
                _("This token is invalid or has expired."), "token_not_valid"
            ) from error
        return token

    def get_user(self, validated_token: Token) -> User:  # type: ignore[override]
        session = session_by_id(session_id(validated_token))
        if session is None or not session.is_live:
            raise AuthenticationFailed(_("This session has ended. Log in again."), "session_ended")
        session.user.current_session = session
        return session.user


@lru_cache(maxsize=1000)
def signed(raw_token: bytes, _by: Keyring) -> AccessToken:
    """A token whose signature is ours. That does not change, so it is proved once a process."""
    return AccessToken(raw_token)  # type: ignore[arg-type]


class JWTScheme(SimpleJWTScheme):  # type: ignore[no-untyped-call]
    """How the API's description presents it."""

    target_class = JWTAuthentication  # type: ignore[assignment]
    name = ["jwtAuth", "cookieAuth"]  # type: ignore[assignment]

    def get_security_definition(self, auto_schema: Any) -> list[dict[str, Any]]:
        cookie = {
            "type": "apiKey",
            "in": "cookie",
            "name": settings.ACCESS_COOKIE,
            "description": "Of `auth/cookie/`. What is no read needs the header `X-CSRFToken` too.",
        }
        header = super().get_security_definition(auto_schema)  # type: ignore[no-untyped-call]
        return [header, cookie]
