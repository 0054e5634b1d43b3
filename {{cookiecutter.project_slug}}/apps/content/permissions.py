from typing import cast

from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.views import APIView

from apps.accounts.models import User
from apps.accounts.permissions import permissions_of
from apps.content.workflow import EDIT, PUBLISH, WRITE

READING = frozenset({"GET", "HEAD", "OPTIONS"})


class Editorial(IsAuthenticated):
    """Who writes, edits or publishes. Writes are left to the service, which asks as it locks."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not super().has_permission(request, view):
            return False
        if request.method not in READING:
            return True
        held = permissions_of(cast("User", request.user), "content")
        view.held = held  # type: ignore[attr-defined]
        return bool(held & {WRITE, EDIT, PUBLISH})
