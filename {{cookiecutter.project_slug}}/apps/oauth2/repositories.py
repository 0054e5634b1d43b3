from datetime import UTC, datetime
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet
from oauth2_provider.models import AccessToken, Application, Grant, RefreshToken

from apps.accounts.models import User
from apps.core.repositories import Repository

# The end of an access token that was ended, not just over: its refresh token is dead with it.
ENDED: Final = datetime(1970, 1, 1, tzinfo=UTC)


class ApplicationRepository(Repository[Application]):
    model = Application

    def authorized_by(self, user: User | None) -> QuerySet[Application]:
        """Those that hold a token with which they can go on."""
        refresh = RefreshToken.objects.filter(
            application=OuterRef("pk"),
            user=user,
            revoked__isnull=True,
            access_token__expires__gt=ENDED,
        )
        rows: QuerySet[Application] = Application.objects.filter(Exists(refresh))
        return rows

    def end(self, user_id: int, *, at: datetime, application: Application | None = None) -> None:
        """Every code and token of the user, or those of one application."""
        which = {"application": application} if application else {}
        Grant.objects.filter(user=user_id, expires__gt=at, **which).update(expires=at)
        tokens = AccessToken.objects.filter(user=user_id, expires__gt=ENDED, **which)
        tokens.update(expires=ENDED)
