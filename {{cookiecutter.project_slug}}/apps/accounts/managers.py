from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import BaseUserManager
from django.db import transaction
from django.utils import timezone

if TYPE_CHECKING:
    from apps.accounts.models import User


class UserManager(BaseUserManager["User"]):
    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """The one form in which an address is stored and looked up: trimmed, lower case."""
        return (email or "").strip().lower()

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=self.normalize_email(username))

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A user with an empty profile. Without a password nobody can log in."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        return self.save_with_profile(user)

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """An administrator, whose address counts as verified: the operator vouches for it."""
        privileges = {"is_staff": True, "is_superuser": True, "email_verified_at": timezone.now()}
        return self.create_user(email, password, **{**privileges, **fields})

    def save_with_profile(self, user: "User") -> "User":
        with transaction.atomic(using=self.db, savepoint=False):
            user.save(force_insert=True, using=self.db)
            profile = user.profile_or_new()
            profile.save(force_insert=True, using=self.db)
        return user
