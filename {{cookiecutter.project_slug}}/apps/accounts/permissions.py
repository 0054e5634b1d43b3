from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Permission
from django.db.models import Exists, Q, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.views import APIView

from apps.accounts.models import Session, User
from apps.accounts.repositories import SessionRepository
from apps.core.permissions import ModelPermissions


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


class HeldPermissions(ModelPermissions):
    """`ModelPermissions` in one query."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not request.user.is_authenticated:
            return False
        method = request.method or ""
        if method.lower() not in view.http_method_names or not hasattr(view, method.lower()):
            return True  # which is 405, whoever asks
        model = view.queryset.model  # type: ignore[attr-defined]
        wanted = self.get_required_permissions(method, model)
        return permissions_of(request.user, model._meta.app_label).issuperset(wanted)


def _given(user: User) -> QuerySet[Permission]:
    """By a role or by hand. Joins of two kinds: a permission that is given twice comes twice."""
    return Permission.objects.filter(Q(group__user=user) | Q(user=user)).order_by()


def holds(user: User, permission: str) -> Any:
    """An expression: whether `user` holds `app.codename`. Asked in the query that it is part of."""
    if user.is_superuser:
        return Value(value=True)
    app_label, codename = permission.split(".")
    return Exists(_given(user).filter(content_type__app_label=app_label, codename=codename))


def permissions_of(user: User, app_label: str) -> frozenset[str]:
    """What `user` holds of one app, as `app.codename`, in one query: Django's own way takes two."""
    rows = Permission.objects.all() if user.is_superuser else _given(user)
    found = rows.filter(content_type__app_label=app_label).values_list("codename", flat=True)
    return frozenset(f"{app_label}.{codename}" for codename in found)
