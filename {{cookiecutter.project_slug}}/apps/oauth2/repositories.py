from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from oauth2_provider.models import AccessToken, Application, Grant, RefreshToken

from apps.accounts.models import User
from apps.core.repositories import Repository


class ApplicationRepository(Repository[Application]):
    model = Application

    def authorized_by(self, user: User | None) -> QuerySet[Application]:
        """Those that hold a token with which they can go on."""
        refresh = RefreshToken.objects.filter(
            application=OuterRef("pk"), user=user, revoked__isnull=True
        )
        rows: QuerySet[Application] = Application.objects.filter(Exists(refresh))
        return rows

    def end(self, user_id: int, *, at: datetime, application: Application | None = None) -> None:
        """Every code and token of the user, or those of one application."""
        which = {"application": application} if application else {}
        for model in (Grant, AccessToken):
            model.objects.filter(user=user_id, expires__gt=at, **which).update(expires=at)
        live = RefreshToken.objects.filter(user=user_id, revoked__isnull=True, **which)
        live.update(revoked=at)
