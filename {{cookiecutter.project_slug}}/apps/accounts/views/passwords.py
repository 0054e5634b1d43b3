from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from drf_standardized_errors.openapi_validation_errors import extend_validation_errors
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.serializers.passwords import PasswordChangeSerializer, PasswordResetSerializer
from apps.accounts.serializers.registration import DetailSerializer, EmailSerializer
from apps.accounts.views.base import ActionView, AnonymousActionView, caller
from apps.accounts.views.schema import PASSWORD_CODES, detail_example
from services.accounts.passwords import PasswordService


class PasswordResetRequestView(AnonymousActionView):
    serializer_class = EmailSerializer
    throttle_scope = "password"

    @extend_schema(
        operation_id="auth_password_reset",
        summary="Mail a link that sets a new password",
        description="Answers the same whether or not the address has an account.",
        tags=["auth"],
        responses={202: DetailSerializer},
        examples=[detail_example("If the address has an account, an e-mail is on its way.", 202)],
    )
    def post(self, request: Request) -> Response:
        PasswordService().request_reset(**self.validated(request))
        detail = _("If the address has an account, an e-mail is on its way.")
        return Response({"detail": detail}, status=status.HTTP_202_ACCEPTED)


@extend_validation_errors(["invalid_token"], field_name="token")
@extend_validation_errors(PASSWORD_CODES, field_name="new_password")
class PasswordResetConfirmView(AnonymousActionView):
    serializer_class = PasswordResetSerializer
    throttle_scope = "password"

    @extend_schema(
        operation_id="auth_password_reset_confirm",
        summary="Set a new password by a mailed link",
        description="Takes the token of the link, which works once. Ends every session.",
        tags=["auth"],
        responses={204: None},
    )
    def post(self, request: Request) -> Response:
        PasswordService().reset(**self.validated(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


@extend_validation_errors(["wrong_password"], field_name="current_password")
@extend_validation_errors(PASSWORD_CODES, field_name="new_password")
class PasswordChangeView(ActionView):
    serializer_class = PasswordChangeSerializer
    throttle_scope = "password"

    @extend_schema(
        operation_id="auth_password_change",
        summary="Change one's password",
        description="Ends every session, this one too: log in again with the new password.",
        tags=["auth"],
        responses={204: None},
    )
    def post(self, request: Request) -> Response:
        PasswordService().change(user=caller(request), **self.validated(request))
        return Response(status=status.HTTP_204_NO_CONTENT)
