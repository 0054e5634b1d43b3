from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.contrib.rest_framework_simplejwt import SimpleJWTScheme
from rest_framework_simplejwt.authentication import JWTAuthentication as SimpleJWTAuthentication
from rest_framework_simplejwt.exceptions import AuthenticationFailed
from rest_framework_simplejwt.tokens import Token

from apps.accounts.repositories import SessionRepository
from apps.accounts.tokens import session_id


class JWTAuthentication(SimpleJWTAuthentication):
    """`Authorization: Bearer <access token>`, good for as long as the session that it names.

    Session and user are read in one query. Logout, a new password and deactivation are therefore
    felt by the very next request.
    """

    def get_user(self, validated_token: Token) -> Any:
        session = SessionRepository().by_id(session_id(validated_token))
        if session is None or not session.is_live:
            raise AuthenticationFailed(_("This session has ended. Log in again."), "session_ended")
        return session.user


class JWTScheme(SimpleJWTScheme):  # type: ignore[no-untyped-call]
    """How the API's description presents it."""

    target_class = JWTAuthentication  # type: ignore[assignment]
