from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView


class IsClient(BasePermission):
    """An application that acts for itself (client credentials), on a view that is open to such.

    The view says `oauth2_clients = True` and names its `oauth2_scopes`.
    """

    def has_permission(self, request: Request, view: APIView) -> bool:
        return request.auth is not None and not request.user.is_authenticated
