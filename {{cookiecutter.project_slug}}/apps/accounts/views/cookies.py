from django.conf import settings
from django.middleware.csrf import get_token
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.cookies import require_csrf, set_cookies
from apps.accounts.devices import device_of
from apps.accounts.schema import ErrorResponse401Serializer, ErrorResponse403Serializer
from apps.accounts.serializers.mfa import MfaChallengeSerializer
from apps.accounts.serializers.sessions import CsrfTokenSerializer
from apps.accounts.tokens import TokenPair
from apps.accounts.views.base import AnonymousActionView
from apps.accounts.views.sessions import LoginView
from services.accounts.sessions import SessionService


class TokensInCookies:
    """How a login hands over its tokens to a page in a browser."""

    def answer(self, request: Request, pair: TokenPair) -> Response:
        response = Response({"csrf_token": get_token(request._request)})
        set_cookies(response, pair)
        return response


@extend_schema_view(
    post=extend_schema(
        operation_id="auth_cookie_login",
        summary="Log in, for pages in a browser",
        description=(
            "Like `auth/token/`, but the tokens come as cookies that no script can read. Send "
            "`csrf_token` in the header `X-CSRFToken` with everything but reads."
        ),
        responses={
            200: CsrfTokenSerializer,
            202: MfaChallengeSerializer,
            401: ErrorResponse401Serializer,
        },
        examples=[],
    )
)
class CookieLoginView(TokensInCookies, LoginView):
    """The same, with its tokens in cookies."""


class CookieRefreshView(TokensInCookies, AnonymousActionView):
    @extend_schema(
        operation_id="auth_cookie_refresh",
        summary="Exchange the refresh token in the cookie for the next pair",
        description="A refresh token that was used already ends its session.",
        tags=["auth"],
        request=None,
        responses={
            200: CsrfTokenSerializer,
            401: ErrorResponse401Serializer,
            403: ErrorResponse403Serializer,
        },
    )
    def post(self, request: Request) -> Response:
        token = request.COOKIES.get(settings.REFRESH_COOKIE, "")
        if token:  # without one there is nothing to forge, and the session counts as ended
            require_csrf(request)
        pair = SessionService().refresh(token=token, device=device_of(request))
        return self.answer(request, pair)
