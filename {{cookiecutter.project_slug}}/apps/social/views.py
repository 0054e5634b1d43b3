from dataclasses import asdict
from typing import Any

from allauth.socialaccount.models import SocialAccount
from drf_spectacular.utils import extend_schema, extend_schema_view
from drf_standardized_errors.openapi_validation_errors import extend_validation_errors
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.devices import device_of
from apps.accounts.permissions import RecentlyAuthenticated
from apps.accounts.schema import ErrorResponse401Serializer
from apps.accounts.serializers.mfa import MfaChallengeSerializer
from apps.accounts.serializers.sessions import CsrfTokenSerializer, TokenPairSerializer
from apps.accounts.tokens import MfaChallenge
from apps.accounts.views.base import ActionView, AnonymousActionView, caller
from apps.accounts.views.cookies import TokensInCookies
from apps.accounts.views.sessions import TokensInBody
from apps.core.errors.schema import ErrorResponse409Serializer, ErrorResponse503Serializer
from apps.core.permissions import OwnedQuerysetMixin
from apps.core.viewsets import BaseReadOnlyViewSet
from apps.social.serializers import (
    IdentitySerializer,
    ProviderSerializer,
    ReturnSerializer,
    StartedSerializer,
    StartSerializer,
)
from services.social.identities import IdentityService, Return


class ProvidersView(AnonymousActionView):
    serializer_class = ProviderSerializer

    @extend_schema(
        operation_id="auth_social_list",
        summary="List where one can log in with an account elsewhere",
        tags=["auth"],
        responses={200: ProviderSerializer(many=True)},
    )
    def get(self, request: Request) -> Response:
        return Response([asdict(provider) for provider in IdentityService().available()])


@extend_validation_errors(["unknown_redirect_uri"], field_name="redirect_uri")
class StartView(AnonymousActionView):
    serializer_class = StartSerializer
    throttle_scope = "social"

    @extend_schema(
        operation_id="auth_social_start",
        summary="Begin to log in with an account elsewhere",
        description="Send the browser to `authorization_url`, and keep `flow` for its return.",
        tags=["auth"],
        responses={200: StartedSerializer, 503: ErrorResponse503Serializer},
    )
    def post(self, request: Request, provider: str) -> Response:
        started = IdentityService().start(provider=provider, **self.validated(request))
        return Response(asdict(started))


@extend_validation_errors(["invalid_state"], field_name="state")
@extend_validation_errors(["invalid_code"], field_name="code")
class ReturnView(TokensInBody, AnonymousActionView):
    serializer_class = ReturnSerializer
    throttle_scope = "social"

    @extend_schema(
        operation_id="auth_social_login",
        summary="Log in with what the provider returned",
        description=(
            "An unknown identity makes an account, if the provider has verified its address and no "
            "account has it; else 409: log in, and link it."
        ),
        tags=["auth"],
        responses={
            200: TokenPairSerializer,
            202: MfaChallengeSerializer,
            401: ErrorResponse401Serializer,
            409: ErrorResponse409Serializer,
            503: ErrorResponse503Serializer,
        },
    )
    def post(self, request: Request, provider: str) -> Response:
        back = Return(provider, **self.validated(request))
        found = IdentityService().log_in(back, device=device_of(request))
        if isinstance(found, MfaChallenge):
            return Response(asdict(found), status=status.HTTP_202_ACCEPTED)
        return self.answer(request, found)


@extend_schema_view(
    post=extend_schema(
        operation_id="auth_social_cookie_login",
        summary="Log in with what the provider returned, for pages in a browser",
        responses={
            200: CsrfTokenSerializer,
            202: MfaChallengeSerializer,
            401: ErrorResponse401Serializer,
            409: ErrorResponse409Serializer,
            503: ErrorResponse503Serializer,
        },
    )
)
class CookieReturnView(TokensInCookies, ReturnView):
    """The same, with its tokens in cookies."""


@extend_validation_errors(["unknown_redirect_uri"], field_name="redirect_uri")
class LinkStartView(ActionView):
    serializer_class = StartSerializer
    permission_classes = (RecentlyAuthenticated,)
    throttle_scope = "social"

    @extend_schema(
        operation_id="users_me_identities_start",
        summary="Begin to link an account elsewhere",
        tags=["users"],
        responses={200: StartedSerializer, 503: ErrorResponse503Serializer},
    )
    def post(self, request: Request, provider: str) -> Response:
        user = caller(request)
        started = IdentityService().start(provider=provider, user=user, **self.validated(request))
        return Response(asdict(started))


@extend_validation_errors(["invalid_state"], field_name="state")
@extend_validation_errors(["invalid_code"], field_name="code")
class LinkView(ActionView):
    serializer_class = ReturnSerializer
    permission_classes = (RecentlyAuthenticated,)
    throttle_scope = "social"

    @extend_schema(
        operation_id="users_me_identities_link",
        summary="Link an account elsewhere",
        description="Who is logged in there can then log in here.",
        tags=["users"],
        responses={
            200: IdentitySerializer,
            409: ErrorResponse409Serializer,
            503: ErrorResponse503Serializer,
        },
    )
    def post(self, request: Request, provider: str) -> Response:
        back = Return(provider, **self.validated(request))
        linked = IdentityService().link(back, user=caller(request))
        return Response(IdentitySerializer(linked).data)


class IdentityViewSet(OwnedQuerysetMixin, BaseReadOnlyViewSet):
    """Accounts elsewhere that open the caller's account."""

    queryset = SocialAccount.objects.all()
    serializer_class = IdentitySerializer
    owner_field = "user"
    lookup_value_regex = "[0-9]+"
    ordering_fields = ("date_joined",)
    ordering = ("date_joined", "id")

    def get_permissions(self) -> list[Any]:
        more = [RecentlyAuthenticated()] if self.action == "destroy" else []
        return [*super().get_permissions(), *more]

    @extend_schema(
        operation_id="users_me_identities_list",
        summary="List one's accounts elsewhere",
        tags=["users"],
    )
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    @extend_schema(
        operation_id="users_me_identities_get",
        summary="Show one of one's accounts elsewhere",
        tags=["users"],
    )
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().retrieve(request, *args, **kwargs)

    @extend_schema(
        operation_id="users_me_identities_unlink",
        summary="Unlink an account elsewhere",
        description="Not the last way to log in. Asks for a recent login.",
        tags=["users"],
        responses={204: None, 409: ErrorResponse409Serializer},
    )
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        IdentityService().unlink(user=caller(request), identity_id=int(self.kwargs["pk"]))
        return Response(status=status.HTTP_204_NO_CONTENT)
