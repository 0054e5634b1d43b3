from collections.abc import Sequence
from typing import Any, cast

from django.http import Http404
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer, Serializer
from rest_framework.views import APIView

from apps.accounts.models import User
from apps.core.throttling import ScopedThrottle
from apps.core.viewsets.limits import OneRoundTrip


def caller(request: Request) -> User:
    """The user of a request that its permissions let through."""
    return cast("User", request.user)


class ActionView(OneRoundTrip, GenericAPIView[Any]):
    """One verb, by POST, with a limit of its own where `throttle_scope` names one."""

    permission_classes: Sequence[type[BasePermission]] = (IsAuthenticated,)
    throttle_classes = (*APIView.throttle_classes, ScopedThrottle)
    throttle_scope: str | None = None
    serializer_class: type[BaseSerializer[Any]] = Serializer  # nothing to take
    pagination_class = None
    filter_backends = ()

    def get_object(self) -> Any:
        """There is none, should DRF look for one to describe what PUT takes."""
        raise Http404

    def validated(self, request: Request) -> dict[str, Any]:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        return dict(serializer.validated_data)


class AnonymousActionView(ActionView):
    """Open to everybody: a token sent along is not even looked at."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
