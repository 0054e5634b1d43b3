from dataclasses import asdict

from drf_spectacular.utils import extend_schema, extend_schema_view
from drf_standardized_errors.openapi_validation_errors import extend_validation_errors
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.devices import device_of
from apps.accounts.permissions import RecentlyAuthenticated
from apps.accounts.schema import ErrorResponse401Serializer
from apps.accounts.serializers.mfa import (
    EnrolmentSerializer,
    MfaCodeSerializer,
    MfaLoginSerializer,
    MfaStatusSerializer,
    RecoveryCodesSerializer,
)
from apps.accounts.serializers.sessions import CsrfTokenSerializer, TokenPairSerializer
from apps.accounts.views.base import ActionView, AnonymousActionView, caller
from apps.accounts.views.cookies import TokensInCookies
from apps.accounts.views.sessions import TokensInBody
from apps.core.errors.schema import ErrorResponse409Serializer
from services.accounts.mfa import MfaService
from services.accounts.sessions import SessionService


class MfaView(ActionView):
    @extend_schema(
        operation_id="auth_mfa",
        summary="Tell whether a second factor is on",
        tags=["auth"],
        responses={200: MfaStatusSerializer},
    )
    def get(self, request: Request) -> Response:
        service, user = MfaService(), caller(request)
        return Response(
            {"enabled": service.is_on(user), "recovery_codes_left": service.codes_left(user)}
        )


class TotpView(ActionView):
    permission_classes = (RecentlyAuthenticated,)

    @extend_schema(
        operation_id="auth_mfa_totp_begin",
        summary="Begin with an authenticator app",
        description="Nothing changes until a code of the app has confirmed it.",
        tags=["auth"],
        request=None,
        responses={200: EnrolmentSerializer, 409: ErrorResponse409Serializer},
    )
    def post(self, request: Request) -> Response:
        enrolment = MfaService().begin(user=caller(request))
        return Response(asdict(enrolment), headers={"Cache-Control": "no-store"})

    @extend_schema(
        operation_id="auth_mfa_totp_remove",
        summary="Switch the second factor off",
        tags=["auth"],
        responses={204: None},
    )
    def delete(self, request: Request) -> Response:
        MfaService().disable(user=caller(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


@extend_validation_errors(["wrong_code"], field_name="code")
class TotpConfirmView(ActionView):
    serializer_class = MfaCodeSerializer
    permission_classes = (RecentlyAuthenticated,)

    @extend_schema(
        operation_id="auth_mfa_totp_confirm",
        summary="Switch the second factor on",
        description="Takes a code of the app. The recovery codes are shown this once.",
        tags=["auth"],
        responses={200: RecoveryCodesSerializer, 409: ErrorResponse409Serializer},
    )
    def post(self, request: Request) -> Response:
        codes = MfaService().confirm(user=caller(request), **self.validated(request))
        return Response({"recovery_codes": codes}, headers={"Cache-Control": "no-store"})


class RecoveryCodesView(ActionView):
    permission_classes = (RecentlyAuthenticated,)

    @extend_schema(
        operation_id="auth_mfa_recovery_codes",
        summary="Make new recovery codes",
        description="The old ones are void.",
        tags=["auth"],
        request=None,
        responses={200: RecoveryCodesSerializer, 409: ErrorResponse409Serializer},
    )
    def post(self, request: Request) -> Response:
        codes = MfaService().replace_codes(user=caller(request))
        return Response({"recovery_codes": codes}, headers={"Cache-Control": "no-store"})


@extend_validation_errors(["wrong_code"], field_name="code")
class MfaLoginView(TokensInBody, AnonymousActionView):
    serializer_class = MfaLoginSerializer
    throttle_scope = "login"

    @extend_schema(
        operation_id="auth_login_mfa",
        summary="Log in with the second factor",
        description="Takes the `mfa_token` of the login, and a code of the app or a recovery code.",
        tags=["auth"],
        responses={200: TokenPairSerializer, 401: ErrorResponse401Serializer},
    )
    def post(self, request: Request) -> Response:
        pair = SessionService().log_in_with_code(
            **self.validated(request), device=device_of(request)
        )
        return self.answer(request, pair)


@extend_schema_view(
    post=extend_schema(
        operation_id="auth_cookie_login_mfa",
        summary="Log in with the second factor, for pages in a browser",
        responses={200: CsrfTokenSerializer, 401: ErrorResponse401Serializer},
    )
)
class CookieMfaLoginView(TokensInCookies, MfaLoginView):
    """The same, with its tokens in cookies."""
