from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from oauth2_provider.contrib.rest_framework import OAuth2Authentication as ToolkitAuthentication
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request

from apps.oauth2.scopes import scope_needed


class OAuth2Authentication(ToolkitAuthentication):
    """An application's access token, in `Authorization: Bearer …`.

    Our own tokens have dots, an application's have none, so those are not looked up. The scope is
    asked for here, for every view alike: what does not say that it is open is closed.
    """

    def authenticate(self, request: Request) -> Any:
        scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token or "." in token:
            return None
        found = super().authenticate(request)
        if found is None:
            return None  # the next one refuses it
        user, access = found
        if user is not None and not user.is_active:
            return None
        view = request.parser_context["view"]
        needed = scope_needed(view, request.method or "")
        if needed is None or not access.is_valid([needed]):
            raise PermissionDenied(_("This application was not allowed to do that."))
        if user is not None:
            return user, access
        if not getattr(view, "oauth2_clients", False):
            raise PermissionDenied(_("This is for users, and the application acts for none."))
        return AnonymousUser(), access

    def authenticate_header(self, request: Request) -> str:
        return f'Bearer realm="{self.www_authenticate_realm}"'
