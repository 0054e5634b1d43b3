from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.views import APIView

from apps.accounts.models import Session
from apps.accounts.repositories import SessionRepository


class RecentlyAuthenticated(IsAuthenticated):
    """For what a stolen session must not do: who calls has proved who they are a moment ago.

    By login or `auth/reauthenticate/`, within `RECENT_AUTHENTICATION_SECONDS`. Refreshing tokens
    proves nothing.
    """

    message = _("Prove who you are again, and then repeat this.")
    code = "reauthentication_required"

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not super().has_permission(request, view):
            return False
        session = getattr(request.user, "current_session", None)
        if session is None:
            return False
        return is_recent(session) or self._has_just_proved(session)

    def _has_just_proved(self, session: Session) -> bool:
        """A process that remembers sessions may not have seen it yet."""
        if not settings.SESSION_MEMO_SECONDS:
            return False
        fresh = SessionRepository().by_id(session.pk)
        return fresh is not None and is_recent(fresh)


def is_recent(session: Session) -> bool:
    limit = timedelta(seconds=settings.RECENT_AUTHENTICATION_SECONDS)
    return timezone.now() - session.authenticated_at < limit
