from dataclasses import asdict
from typing import Any, cast

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from drf_standardized_errors.openapi_validation_errors import extend_validation_errors
from rest_framework import status
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework_simplejwt.tokens import Token

from apps.accounts.cookies import clear_cookies
from apps.accounts.devices import device_of
from apps.accounts.lockout import AccountThrottle, lockout
from apps.accounts.models import Session
from apps.accounts.repositories import SessionRepository
from apps.accounts.schema import ErrorResponse401Serializer
from apps.accounts.serializers.mfa import MfaChallengeSerializer
from apps.accounts.serializers.passwords import ReauthenticationSerializer
from apps.accounts.serializers.sessions import (
    LoginSerializer,
    LogoutSerializer,
    RefreshSerializer,
    SessionSerializer,
    TokenPairSerializer,
)
from apps.accounts.tokens import MfaChallenge, TokenPair, session_id
from apps.accounts.views.base import ActionView, AnonymousActionView, caller
from apps.core.permissions import OwnedQuerysetMixin
from apps.core.viewsets import BaseReadOnlyViewSet
from services.accounts.sessions import SessionService

PAIR = OpenApiExample(
    "Token pair",
    value={"access": "eyJhbGciOi…", "refresh": "eyJhbGciOi…"},
    response_only=True,
    status_codes=["200"],
)


class TokensInBody:
    """How a login hands over its tokens."""

    def answer(self, request: Request, pair: TokenPair) -> Response:
        return Response(asdict(pair))


class LoginView(TokensInBody, AnonymousActionView):
    serializer_class = LoginSerializer
    throttle_classes = (*AnonymousActionView.throttle_classes, AccountThrottle)
    throttle_scope = "login"

    @extend_schema(
        operation_id="auth_login",
        summary="Log in",
        description=(
            "Opens a session. The access token works for 15 minutes, the refresh token once. "
            "Where a second factor is on, 202 and a token for `auth/token/mfa/`."
        ),
        tags=["auth"],
        responses={
            200: TokenPairSerializer,
            202: MfaChallengeSerializer,
            401: ErrorResponse401Serializer,
        },
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
        data = self.validated(request)
        with lockout(request, data["email"]):
            found = SessionService().log_in(**data, device=device_of(request))
        if isinstance(found, MfaChallenge):
            return Response(asdict(found), status=status.HTTP_202_ACCEPTED)
        return self.answer(request, found)


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
        pair = SessionService().refresh(token=token, device=device_of(request))
        return Response(asdict(pair))


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
        response = Response(status=status.HTTP_204_NO_CONTENT)
        clear_cookies(response)
        return response


@extend_validation_errors(["wrong_password"], field_name="password")
@extend_validation_errors(["wrong_code"], field_name="code")
class ReauthenticationView(ActionView):
    serializer_class = ReauthenticationSerializer
    throttle_scope = "reauthentication"

    @extend_schema(
        operation_id="auth_reauthenticate",
        summary="Prove again who one is",
        description=(
            "For what answers 403 `reauthentication_required`: it can be repeated for 15 minutes "
            "in this session. A login counts as well, a refresh does not."
        ),
        tags=["auth"],
        responses={204: None},
    )
    def post(self, request: Request) -> Response:
        session = caller(request).current_session
        SessionService().reauthenticate(session=session, **self.validated(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


@extend_schema_view(
    list=extend_schema(
        operation_id="users_me_sessions_list", summary="List one's sessions", tags=["users"]
    ),
    retrieve=extend_schema(
        operation_id="users_me_sessions_get", summary="Show one's session", tags=["users"]
    ),
    destroy=extend_schema(
        operation_id="users_me_sessions_end",
        summary="End one of one's sessions",
        description="The device is logged out at once.",
        tags=["users"],
        responses={204: None},
    ),
)
class SessionViewSet(OwnedQuerysetMixin, BaseReadOnlyViewSet):
    """Where the caller is logged in, the newest first."""

    queryset = Session.objects.all()
    serializer_class = SessionSerializer
    permission_classes = (IsAuthenticated,)
    owner_field = "user"
    ordering_fields = ("created_at", "last_used_at")
    ordering = ("-created_at", "id")

    def get_queryset(self) -> QuerySet[Session]:
        return super().get_queryset() & SessionRepository().live(at=timezone.now())

    def get_serializer_context(self) -> dict[str, Any]:
        auth = self.request.auth if self.request else None
        current = session_id(auth) if isinstance(auth, Token) else None
        return {**super().get_serializer_context(), "current_session": current}

    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        session = self.get_object()
        if not SessionService().log_out(user=caller(request), session_id=session.pk):
            raise Http404
        return Response(status=status.HTTP_204_NO_CONTENT)
