from collections.abc import Mapping

from django.db import transaction

from apps.accounts.events import ProfileUpdated
from apps.accounts.models import Profile
from apps.accounts.repositories import ProfileRepository
from apps.events.bus import publish


class ProfileService:
    def __init__(self, profiles: ProfileRepository | None = None) -> None:
        self.profiles = profiles or ProfileRepository()

    @transaction.atomic
    def update(self, *, profile: Profile, changes: Mapping[str, object]) -> Profile:
        """Write what is named in `changes`, and nothing else."""
        for name, value in changes.items():
            setattr(profile, name, value)
        if changes:
            self.profiles.save(profile, *changes)
            publish(ProfileUpdated(profile.user_id))
        return profile
