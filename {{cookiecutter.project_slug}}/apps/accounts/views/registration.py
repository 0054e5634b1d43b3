from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from drf_standardized_errors.openapi_validation_errors import extend_validation_errors
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.serializers.registration import (
    DetailSerializer,
    EmailSerializer,
    RegistrationSerializer,
    VerificationSerializer,
)
from apps.accounts.views.base import AnonymousActionView
from apps.accounts.views.schema import PASSWORD_CODES, detail_example
from services.accounts.registration import RegistrationService
from services.accounts.verification import VerificationService


@extend_validation_errors(PASSWORD_CODES, field_name="password")
class RegisterView(AnonymousActionView):
    serializer_class = RegistrationSerializer
    throttle_scope = "registration"

    @extend_schema(
        operation_id="auth_register",
        summary="Register",
        description="Answers the same whether or not the address has an account.",
        tags=["auth"],
        responses={202: DetailSerializer},
        examples=[detail_example("We sent you an e-mail. Follow the link in it to go on.", 202)],
    )
    def post(self, request: Request) -> Response:
        RegistrationService().register(**self.validated(request))
        detail = _("We sent you an e-mail. Follow the link in it to go on.")
        return Response({"detail": detail}, status=status.HTTP_202_ACCEPTED)


@extend_validation_errors(["invalid_token"], field_name="token")
class VerifyEmailView(AnonymousActionView):
    serializer_class = VerificationSerializer
    throttle_scope = "verification"

    @extend_schema(
        operation_id="auth_verify_email",
        summary="Confirm an e-mail address",
        description="Takes the token of the mailed link. It works once.",
        tags=["auth"],
        responses={200: DetailSerializer},
        examples=[detail_example("Your address is confirmed. You can log in now.", 200)],
    )
    def post(self, request: Request) -> Response:
        VerificationService().verify(**self.validated(request))
        return Response({"detail": _("Your address is confirmed. You can log in now.")})


class ResendVerificationView(AnonymousActionView):
    serializer_class = EmailSerializer
    throttle_scope = "verification"

    @extend_schema(
        operation_id="auth_verify_email_resend",
        summary="Mail the confirmation link again",
        description="Answers the same whether or not there is something to confirm.",
        tags=["auth"],
        responses={202: DetailSerializer},
        examples=[
            detail_example("If there is something to confirm, an e-mail is on its way.", 202)
        ],
    )
    def post(self, request: Request) -> Response:
        VerificationService().resend(**self.validated(request))
        detail = _("If there is something to confirm, an e-mail is on its way.")
        return Response({"detail": detail}, status=status.HTTP_202_ACCEPTED)
