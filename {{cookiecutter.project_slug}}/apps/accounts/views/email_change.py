from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from drf_standardized_errors.openapi_validation_errors import extend_validation_errors
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.permissions import RecentlyAuthenticated
from apps.accounts.serializers.lifecycle import EmailChangeSerializer, EmailConfirmedSerializer
from apps.accounts.serializers.registration import DetailSerializer, VerificationSerializer
from apps.accounts.views.base import ActionView, AnonymousActionView, caller
from services.accounts.email_change import EmailChangeService


@extend_validation_errors(["same_email"], field_name="new_email")
class EmailChangeView(ActionView):
    serializer_class = EmailChangeSerializer
    permission_classes = (RecentlyAuthenticated,)
    throttle_scope = "email_change"

    @extend_schema(
        operation_id="auth_email_change",
        summary="Ask for another e-mail address",
        description=(
            "Mails a link to the old and to the new address. The address changes when both were "
            "followed. Answers the same whether or not the new one has an account."
        ),
        tags=["auth"],
        responses={202: DetailSerializer},
    )
    def post(self, request: Request) -> Response:
        EmailChangeService().request(user=caller(request), **self.validated(request))
        detail = _("We sent a link to each of the two addresses. Follow both.")
        return Response({"detail": detail}, status=status.HTTP_202_ACCEPTED)


@extend_validation_errors(["invalid_token"], field_name="token")
class EmailChangeConfirmView(AnonymousActionView):
    serializer_class = VerificationSerializer
    throttle_scope = "verification"

    @extend_schema(
        operation_id="auth_email_change_confirm",
        summary="Confirm the change of an e-mail address",
        description="Takes the token of either link. The second one changes the address.",
        tags=["auth"],
        responses={200: EmailConfirmedSerializer},
    )
    def post(self, request: Request) -> Response:
        changed = EmailChangeService().confirm(**self.validated(request))
        detail = (
            _("Your address has changed. Log in with the new one.")
            if changed
            else _("Thank you. Now follow the link that we sent to the other address.")
        )
        return Response({"changed": changed, "detail": detail})


@extend_validation_errors(["invalid_token"], field_name="token")
class EmailChangeCancelView(AnonymousActionView):
    serializer_class = VerificationSerializer
    throttle_scope = "verification"

    @extend_schema(
        operation_id="auth_email_change_cancel",
        summary="Call off the change of an e-mail address",
        description="Takes the token of the link to the old address. Ends every session.",
        tags=["auth"],
        responses={204: None},
    )
    def post(self, request: Request) -> Response:
        EmailChangeService().cancel(**self.validated(request))
        return Response(status=status.HTTP_204_NO_CONTENT)
