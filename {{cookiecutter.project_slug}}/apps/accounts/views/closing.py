"""Opening a closed account again, and ending one for good."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from drf_standardized_errors.openapi_validation_errors import extend_validation_errors
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.permissions import RecentlyAuthenticated
from apps.accounts.serializers.lifecycle import DeletionSerializer
from apps.accounts.serializers.registration import (
    DetailSerializer,
    EmailSerializer,
    VerificationSerializer,
)
from apps.accounts.views.base import ActionView, AnonymousActionView, caller
from services.accounts.activation import ActivationService
from services.accounts.deletion import DeletionService


class ReactivationRequestView(AnonymousActionView):
    serializer_class = EmailSerializer
    throttle_scope = "reactivation"

    @extend_schema(
        operation_id="auth_reactivation",
        summary="Mail a link that opens one's closed account again",
        description="Answers the same whether or not there is such an account.",
        tags=["auth"],
        responses={202: DetailSerializer},
    )
    def post(self, request: Request) -> Response:
        ActivationService().request_reactivation(**self.validated(request))
        detail = _("If you have closed such an account, an e-mail is on its way.")
        return Response({"detail": detail}, status=status.HTTP_202_ACCEPTED)


@extend_validation_errors(["invalid_token"], field_name="token")
class ReactivationConfirmView(AnonymousActionView):
    serializer_class = VerificationSerializer
    throttle_scope = "verification"

    @extend_schema(
        operation_id="auth_reactivation_confirm",
        summary="Open one's closed account again",
        description="Takes the token of the mailed link. It works once.",
        tags=["auth"],
        responses={200: DetailSerializer},
    )
    def post(self, request: Request) -> Response:
        ActivationService().reactivate(**self.validated(request))
        return Response({"detail": _("Your account is open again. You can log in now.")})


class DeletionView(ActionView):
    permission_classes = (RecentlyAuthenticated,)
    throttle_scope = "deletion"

    @extend_schema(
        operation_id="users_me_deletion",
        summary="Have one's own account deleted",
        description="Closes it at once, and deletes it after a time in which a mailed link calls it off.",
        tags=["users"],
        request=None,
        responses={202: DeletionSerializer},
    )
    def post(self, request: Request) -> Response:
        user = DeletionService().request(user=caller(request))
        return Response(DeletionSerializer(user).data, status=status.HTTP_202_ACCEPTED)


@extend_validation_errors(["invalid_token"], field_name="token")
class DeletionCancelView(AnonymousActionView):
    serializer_class = VerificationSerializer
    throttle_scope = "verification"

    @extend_schema(
        operation_id="auth_deletion_cancel",
        summary="Keep an account that was to be deleted",
        description="Takes the token of the mailed link. It works once.",
        tags=["auth"],
        responses={200: DetailSerializer},
    )
    def post(self, request: Request) -> Response:
        DeletionService().cancel(**self.validated(request))
        return Response({"detail": _("Your account stays. You can log in now.")})
