from typing import Any

import structlog
from django.utils import timezone
from oauth2_provider.models import Application

from apps.accounts.events import UserLoggedOut
from apps.accounts.models import User
from apps.events.unit_of_work import unit_of_work
from apps.oauth2.repositories import ApplicationRepository

security_log = structlog.get_logger("security")


class ApplicationService:
    """What applications hold of a user."""

    def __init__(self, applications: ApplicationRepository | None = None) -> None:
        self.applications = applications or ApplicationRepository()

    @unit_of_work()
    def withdraw(self, *, user: User, application: Application) -> None:
        self.applications.end(user.pk, at=timezone.now(), application=application)
        security_log.info("application_withdrawn", user_id=user.pk, application_id=application.pk)

    def after_logout(self, event: UserLoggedOut) -> None:
        """A logout of one session leaves applications alone.

        One of all sessions does not: a new password, a closed account and a changed address are
        such.
        """
        if event.everywhere:
            self.applications.end_all(event.user_id)

    def exported(self, user: User) -> list[dict[str, Any]]:
        """For the export of a user's data."""
        rows = self.applications.authorized_by(user)
        return [{"name": row.name, "client_id": row.client_id} for row in rows]
