from typing import Any, Final
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext as _

from apps.accounts.events import AccountDeleted
from apps.accounts.models import User
from apps.accounts.repositories import UserRepository
from apps.events.bus import publish
from apps.events.unit_of_work import unit_of_work
from apps.sharing.events import RowShared, RowUnshared
from apps.sharing.levels import Level
from apps.sharing.repositories import ShareRepository
from services.errors import Conflict, Invalid

MOST: Final = 100  # users with whom one row is shared: more is a case for an organization


class SharingService:
    """Lets others see or change one row. Who calls this has made sure that the owner asks."""

    def __init__(
        self, users: UserRepository | None = None, shares: ShareRepository | None = None
    ) -> None:
        self.users = users or UserRepository()
        self.shares = shares or ShareRepository()

    @unit_of_work()
    def share(self, *, row: Model, owner: User, user_id: UUID, level: Level) -> None:
        """With the user of this public id. Sharing again changes the level."""
        user = self._other(owner, user_id)
        if self.shares.count(row, but=user) >= MOST:
            raise Conflict("too_many", _("This is shared with as many users as it may be."))
        self.shares.set_level(row, user, level)
        label = row._meta.label
        publish(RowShared(model=label, pk=str(row.pk), user_id=user.pk, level=level))

    @unit_of_work()
    def unshare(self, *, row: Model, owner: User, user_id: UUID) -> None:
        user = self._other(owner, user_id)
        self.shares.set_level(row, user, None)
        publish(RowUnshared(model=row._meta.label, pk=str(row.pk), user_id=user.pk))

    def levels(self, row: Model) -> dict[User, Level]:
        return self.shares.levels(row)

    def held_by(self, user: User) -> list[dict[str, Any]]:
        """For the export of a user's data."""
        return self.shares.held_by(user)

    def forget(self, event: AccountDeleted) -> None:
        """An account that was emptied instead of deleted keeps nothing."""
        self.shares.forget(event.user_id)

    def _other(self, owner: User, user_id: UUID) -> User:
        user = self.users.by_public_id(user_id)
        if user is None or not user.is_active or user == owner:
            raise Invalid("unknown_user", _("There is no such user."), "user")
        return user
