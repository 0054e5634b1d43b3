from dataclasses import asdict
from typing import cast

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework_simplejwt.tokens import Token

from apps.accounts.schema import ErrorResponse401Serializer
from apps.accounts.serializers.sessions import (
    LoginSerializer,
    LogoutSerializer,
    RefreshSerializer,
    TokenPairSerializer,
)
from apps.accounts.tokens import session_id
from apps.accounts.views.base import ActionView, AnonymousActionView, caller
from services.accounts.sessions import SessionService

PAIR = OpenApiExample(
    "Token pair",
    value={"access": "eyJhbGciOi…", "refresh": "eyJhbGciOi…"},
    response_only=True,
    status_codes=["200"],
)


class LoginView(AnonymousActionView):
    serializer_class = LoginSerializer
    throttle_scope = "login"

    @extend_schema(
        operation_id="auth_login",
        summary="Log in",
        description="Opens a session. The access token works for 15 minutes, the refresh token once.",
        tags=["auth"],
        responses={200: TokenPairSerializer, 401: ErrorResponse401Serializer},
        examples=[
            OpenApiExample(
                "Log in",
                value={"email": "ada@example.com", "password": "correct horse battery staple"},
                request_only=True,
            ),
            PAIR,
        ],
    )
    def post(self, request: Request) -> Response:
        return Response(asdict(SessionService().log_in(**self.validated(request))))


class RefreshView(AnonymousActionView):
    serializer_class = RefreshSerializer

    @extend_schema(
        operation_id="auth_refresh",
        summary="Exchange a refresh token for the next pair",
        description="A refresh token that was used already ends its session.",
        tags=["auth"],
        responses={200: TokenPairSerializer, 401: ErrorResponse401Serializer},
        examples=[PAIR],
    )
    def post(self, request: Request) -> Response:
        token = self.validated(request)["refresh"]
        return Response(asdict(SessionService().refresh(token=token)))


class LogoutView(ActionView):
    serializer_class = LogoutSerializer

    @extend_schema(
        operation_id="auth_logout",
        summary="Log out",
        description="Ends the session of the access token, or every session with `everywhere`.",
        tags=["auth"],
        responses={204: None},
    )
    def post(self, request: Request) -> Response:
        if self.validated(request)["everywhere"]:
            SessionService().end_all(user=caller(request))
        else:
            current = session_id(cast("Token", request.auth))
            SessionService().log_out(user=caller(request), session_id=current)
        return Response(status=status.HTTP_204_NO_CONTENT)
