from collections.abc import Mapping
from uuid import UUID

from apps.accounts.events import ProfileUpdated
from apps.accounts.models import Profile, User
from apps.accounts.repositories import ProfileRepository, UserRepository
from apps.events.bus import publish
from apps.events.unit_of_work import unit_of_work


class ProfileService:
    def __init__(
        self, profiles: ProfileRepository | None = None, users: UserRepository | None = None
    ) -> None:
        self.profiles = profiles or ProfileRepository()
        self.users = users or UserRepository()

    def shown_to(self, *, viewer: User, public_id: UUID) -> User | None:
        """The user whose page `viewer` may see: their own, or one that is active and public."""
        user = self.users.by_public_id(public_id)
        if user is None or not user.is_active:
            return None
        return user if user.profile.is_public or user == viewer else None

    @unit_of_work()
    def update(self, *, profile: Profile, changes: Mapping[str, object]) -> Profile:
        """Write what is named in `changes`, and nothing else."""
        for name, value in changes.items():
            setattr(profile, name, value)
        if changes:
            self.profiles.save(profile, *changes)
            publish(ProfileUpdated(profile.user_id))
        return profile
