"""Reads and writes of accounts. A lock is taken on the user first, on what belongs to it later."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from apps.accounts.models import Profile, Session, User
from apps.core import statements
from apps.core.repositories import Repository


class UserRepository(Repository[User]):
    model = User

    def new(self, *, email: str, display_name: str = "") -> User:
        """An unsaved user with an unsaved profile."""
        user = User(email=User.objects.normalize_email(email))
        user.profile_or_new().display_name = display_name
        return user

    def add(self, user: User) -> User:
        return User.objects.save_with_profile(user)

    def by_email(self, email: str) -> User | None:
        return self._rows().filter(email=User.objects.normalize_email(email)).first()

    def by_id(self, user_id: int) -> User | None:
        return self._rows().filter(pk=user_id).first()

    def lock(self, user_id: int) -> User | None:
        """The user, kept from others until the transaction ends."""
        return self._rows().select_for_update(of=("self",)).filter(pk=user_id).first()

    def lock_by_email(self, email: str) -> User | None:
        email = User.objects.normalize_email(email)
        return self._rows().select_for_update(of=("self",)).filter(email=email).first()

    def save(self, user: User, *fields: str) -> None:
        user.save(update_fields=[*fields, "updated_at"])

    def _rows(self) -> QuerySet[User]:
        return User.objects.select_related("profile")


class ProfileRepository(Repository[Profile]):
    model = Profile

    def save(self, profile: Profile, *fields: str) -> None:
        profile.save(update_fields=[*fields, "updated_at"])


class SessionRepository(Repository[Session]):
    model = Session

    def by_id(self, session_id: UUID | str) -> Session | None:
        """The session, its user and their profile, in one query."""
        rows = Session.objects.order_by().select_related("user__profile")
        return statements.first_by(rows, "pk", session_id)

    def lock(self, session_id: UUID | str) -> Session | None:
        rows = Session.objects.select_related("user").select_for_update(of=("self",))
        return rows.filter(pk=session_id).first()

    def end(self, session_id: UUID | str, *, at: datetime) -> bool:
        """Whether it was still open."""
        return bool(self._open().filter(pk=session_id).update(ended_at=at))

    def end_all(self, user: User, *, at: datetime) -> int:
        return self._open().filter(user=user).update(ended_at=at)

    def delete_expired(self, *, before: datetime) -> int:
        return Session.objects.filter(expires_at__lt=before).delete()[0]

    def _open(self) -> QuerySet[Session]:
        return Session.objects.filter(ended_at=None)
