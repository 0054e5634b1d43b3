from datetime import UTC, datetime
from typing import Final

from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast
from oauth2_provider.models import AccessToken, Application, Grant, RefreshToken

from apps.accounts.events import UserLoggedOut
from apps.accounts.models import User
from apps.core.repositories import Repository
from apps.events.models import StoredEvent

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

    def end(self, user_id: int, *, at: datetime, application: Application) -> None:
        """Every code and token that an application has of the user."""
        Grant.objects.filter(user=user_id, application=application).update(expires=at)
        self._end(AccessToken.objects.filter(user=user_id, application=application))

    def end_all(self, user_id: int) -> None:
        """Every token of the user. Of codes `is_outlived` tells."""
        self._end(AccessToken.objects.filter(user=user_id))

    def is_outlived(self, code: str, *, application: Application) -> bool:
        """Whether the user has logged out everywhere since the code was given."""
        logouts = StoredEvent.objects.filter(
            type=UserLoggedOut.type,
            aggregate_type=UserLoggedOut.aggregate[0],
            aggregate_id=Cast(OuterRef("user"), CharField()),
            occurred_at__gte=OuterRef("created"),
            payload__everywhere=True,
        ).order_by()
        codes = Grant.objects.filter(Exists(logouts), code=code, application=application)
        return bool(codes.exists())

    def _end(self, tokens: QuerySet[AccessToken]) -> None:
        tokens.filter(expires__gt=ENDED).update(expires=ENDED)
