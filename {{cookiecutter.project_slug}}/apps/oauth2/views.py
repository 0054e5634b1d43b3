import hashlib
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlsplit

from django.contrib.auth.views import LoginView as DjangoLoginView
from django.core.cache import cache
from django.core.exceptions import BadRequest
from django.db import DataError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.utils import extend_schema, extend_schema_view
from oauth2_provider import views as toolkit
from oauth2_provider.models import Application
from rest_framework import status
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.views.base import caller
from apps.core.errors.views import error
from apps.core.serializers import BaseModelSerializer
from apps.core.throttling import ScopedThrottle
from apps.core.viewsets import BaseReadOnlyViewSet
from apps.oauth2.forms import LoginForm
from apps.oauth2.repositories import ApplicationRepository
from services.oauth2.applications import ApplicationService

GRANTS: Final = ("authorization_code", "client_credentials", "refresh_token")


class Readable(View):
    """Refuses what no database takes: the toolkit looks everything up as it comes."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        for given in (request.GET, request.POST):
            if any("\x00" in value for values in given.lists() for value in values[1]):
                raise BadRequest("NUL")
        return super().dispatch(request, *args, **kwargs)


class Limited(Readable):
    """A plain view with a limit of `DEFAULT_THROTTLE_RATES` for what is posted, by address.

    Its `dispatch` hides the toolkit's, which says that programs bring no CSRF token.
    """

    throttle_scope: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.headers: dict[str, str] = {}
        throttle = ScopedThrottle()
        if request.method == "POST" and not throttle.allow_request(Request(request), self):  # type: ignore[arg-type]
            detail = _("Too many requests. Try again later.")
            response: HttpResponseBase = error(HTTPStatus.TOO_MANY_REQUESTS, "throttled", detail)
            response["Retry-After"] = str(throttle.wait())
        else:
            response = super().dispatch(request, *args, **kwargs)
        for name, value in self.headers.items():
            response[name] = value
        return response


@method_decorator(csrf_exempt, name="dispatch")
class TokenView(Limited, toolkit.TokenView):
    throttle_scope = "oauth2"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The toolkit also knows grants that have no pages here."""
        if request.POST.get("grant_type") not in GRANTS:
            return JsonResponse({"error": "unsupported_grant_type"}, status=400)
        spent = request.POST.get("code") or request.POST.get("refresh_token") or ""
        key = f"oauth2:{hashlib.sha256(spent.encode(errors='replace')).hexdigest()}"
        # The toolkit looks and then spends, so of several at once all would be served.
        if spent and cache.add(key, True, timeout=60) is False:  # noqa: FBT003 - any value
            return JsonResponse({"error": "invalid_grant"}, status=400)
        try:
            answer: HttpResponseBase = super().post(request, *args, **kwargs)
        finally:
            cache.delete(key)
        return answer


@method_decorator(csrf_exempt, name="dispatch")
class RevokeTokenView(Limited, toolkit.RevokeTokenView):
    throttle_scope = "oauth2"


class LoginView(Limited, DjangoLoginView):
    """For who comes to allow an application something. It opens no door of the API."""

    throttle_scope = "login"
    authentication_form = LoginForm
    template_name = "oauth2/login.html"
    next_page = "oauth2_provider:login"


class AuthorizeView(Readable, toolkit.AuthorizationView):
    """Asks the user. The page may send its form here, and from here to the application."""

    template_name = "oauth2/authorize.html"
    login_url = reverse_lazy("oauth2_provider:login")

    def form_valid(self, form: Any) -> HttpResponseBase:
        """The toolkit takes the form's application for granted, and that texts fit.

        And who refuses is sent wherever the form says, so that is looked at here.
        """
        given = form.cleaned_data
        application = Application.objects.filter(client_id=given["client_id"]).first()
        if application is None or not application.redirect_uri_allowed(given["redirect_uri"]):
            raise BadRequest("unknown application or address")
        try:
            with transaction.atomic():
                answer: HttpResponseBase = super().form_valid(form)
        except DataError as problem:
            raise BadRequest("too long") from problem
        return answer

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        if target := origin(self.oauth2_data.get("redirect_uri") or ""):
            # As django-csp's decorator does, whose policy is the same for every request.
            vars(response)["_csp_update"] = {"form-action": [target]}
        response["Cache-Control"] = "no-store"
        return response


@method_decorator(csrf_exempt, name="dispatch")
class IntrospectView(Limited, toolkit.IntrospectTokenView):
    """By POST alone: an address that holds a token ends in logs."""

    throttle_scope = "oauth2"
    http_method_names = ["post", "options"]


def origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


class ApplicationSerializer(BaseModelSerializer):
    class Meta:
        model = Application
        fields = ("id", "name")


@extend_schema_view(
    list=extend_schema(
        operation_id="users_me_applications_list",
        summary="List the applications that may act for one",
        tags=["users"],
    ),
    retrieve=extend_schema(
        operation_id="users_me_applications_get",
        summary="Show an application that may act for one",
        tags=["users"],
    ),
    destroy=extend_schema(
        operation_id="users_me_applications_withdraw",
        summary="Let an application act for one no longer",
        description="Its tokens end at once.",
        tags=["users"],
        responses={204: None},
    ),
)
class AuthorizedApplicationViewSet(BaseReadOnlyViewSet):
    """The caller's, and closed to applications themselves."""

    queryset = Application.objects.all()
    serializer_class = ApplicationSerializer
    permission_classes = (IsAuthenticated,)
    oauth2_scopes: dict[str, str] = {}
    ordering_fields = ("name",)
    ordering = ("name", "id")

    def get_queryset(self) -> QuerySet[Application]:
        user = self.request.user
        mine = ApplicationRepository().authorized_by(user if user.is_authenticated else None)
        return super().get_queryset().filter(pk__in=mine.values("pk"))

    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        ApplicationService().withdraw(user=caller(request), application=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)
