"""Reads and writes of accounts. A lock is taken on the user first, on what belongs to it later."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from apps.accounts.models import (
    DataExport,
    EmailChange,
    Profile,
    RecoveryCode,
    SecurityEvent,
    Session,
    TotpDevice,
    User,
)
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

    def by_public_id(self, public_id: UUID) -> User | None:
        return self._rows().filter(public_id=public_id).first()

    def public_ids(self, user_ids: Iterable[int]) -> dict[int, str]:
        rows = User.objects.filter(pk__in=user_ids).values_list("pk", "public_id")
        return {pk: str(public_id) for pk, public_id in rows}

    def lock(self, user_id: int) -> User | None:
        """The user, kept from others until the transaction ends."""
        return self._rows().select_for_update(of=("self",)).filter(pk=user_id).first()

    def claim(self, user_id: int, candidate: User) -> bool:
        """Give the account to a new registration of its address, if it belongs to nobody yet.

        Whoever registers a stranger's address first must not have chosen the password of the
        account that the stranger confirms later. The newest registration therefore counts, until
        one is confirmed, and links of older ones die with the older password.
        """
        unclaimed = User.objects.filter(
            pk=user_id,
            email_verified_at=None,
            last_login=None,
            is_active=True,
            is_staff=False,
            is_superuser=False,
        )
        now = timezone.now()
        done = unclaimed.update(
            password=candidate.password,
            email_verified_at=candidate.email_verified_at,
            updated_at=now,
        )
        if done:
            profiles = Profile.objects.filter(user=user_id)
            profiles.update(display_name=candidate.display_name, updated_at=now)
        return bool(done)

    def schedule_deletion(self, user: User, *, at: datetime, due: datetime) -> bool:
        """Whether the account was open until now."""
        changes = {"is_active": False, "closed_by_owner_at": at, "deletion_due_at": due}
        done = User.objects.filter(pk=user.pk, is_active=True).update(**changes, updated_at=at)
        if done:
            for name, value in changes.items():
                setattr(user, name, value)
        return bool(done)

    def due_for_deletion(self, *, before: datetime, limit: int) -> list[int]:
        rows = User.objects.filter(deletion_due_at__lte=before).order_by("deletion_due_at")
        return list(rows.values_list("pk", flat=True)[:limit])

    def lock_due(self, user_id: int, *, before: datetime) -> User | None:
        rows = self._rows().select_for_update(of=("self",))
        return rows.filter(pk=user_id, deletion_due_at__lte=before).first()

    @transaction.atomic
    def anonymize(self, user: User) -> None:
        """Leave a row that others may point at, and nothing that tells whose it was."""
        user.email = f"deleted-{user.public_id}@deleted.invalid"
        user.set_unusable_password()
        user.is_active = user.is_staff = user.is_superuser = False
        user.email_verified_at = user.last_login = None
        user.closed_by_owner_at = user.deletion_due_at = None
        user.save()
        user.groups.clear()
        user.user_permissions.clear()
        Profile.objects.filter(user=user).delete()
        Profile.objects.create(user=user)
        for model in (Session, EmailChange, DataExport, TotpDevice, RecoveryCode):
            model._default_manager.filter(user=user).delete()

    def save(self, user: User, *fields: str) -> None:
        user.save(update_fields=[*fields, "updated_at"])

    def _rows(self) -> QuerySet[User]:
        return User.objects.select_related("profile", "totp")


class ProfileRepository(Repository[Profile]):
    model = Profile

    def lock(self, user: User) -> Profile | None:
        """The profile and its user, both as they are once nobody else holds them.

        A row that is only joined to a locked one may be older than that.
        """
        rows = Profile.objects.select_related("user").select_for_update(of=("user", "self"))
        return rows.filter(user=user).first()

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

    def live(self, *, at: datetime) -> QuerySet[Session]:
        """Those in which somebody could still call."""
        return self._open().filter(expires_at__gt=at)

    def has_come_from(self, user: User, *, device: str, network: str) -> bool:
        """Whether a session that we remember, open or not, began on such a device, there."""
        return Session.objects.filter(user=user, device=device, login_network=network).exists()

    def prove(self, session: Session, *, at: datetime) -> bool:
        """Whether it was still open."""
        return bool(self._open().filter(pk=session.pk).update(authenticated_at=at))

    def end(self, session_id: UUID | str, *, user: User, at: datetime) -> bool:
        """Whether it was this user's, and still open."""
        return bool(self._open().filter(pk=session_id, user=user).update(ended_at=at))

    def end_all(self, user: User, *, at: datetime) -> int:
        return self._open().filter(user=user).update(ended_at=at)

    def delete_expired(self, *, before: datetime) -> int:
        return Session.objects.filter(expires_at__lt=before).delete()[0]

    def _open(self) -> QuerySet[Session]:
        return Session.objects.filter(ended_at=None)


class SecurityEventRepository(Repository[SecurityEvent]):
    model = SecurityEvent

    def delete_older(self, *, than: datetime) -> int:
        return SecurityEvent.objects.filter(happened_at__lt=than).delete()[0]


class EmailChangeRepository(Repository[EmailChange]):
    model = EmailChange

    def begin(self, user: User, *, new_email: str, at: datetime) -> EmailChange:
        """In place of the one that may be waiting: its links are dead."""
        change = EmailChange(user=user, new_email=new_email, requested_at=at)
        EmailChange.objects.bulk_create(
            [change],
            update_conflicts=True,
            unique_fields=["user"],
            update_fields=[
                "new_email",
                "nonce",
                "requested_at",
                "old_confirmed_at",
                "new_confirmed_at",
            ],
        )
        return change

    def lock(self, user_id: int) -> EmailChange | None:
        """The change that is waiting and its user, both as they are once nobody holds them."""
        rows = EmailChange.objects.select_related("user__profile")
        return rows.select_for_update(of=("user", "self")).filter(pk=user_id).first()

    def forget(self, *, before: datetime) -> int:
        return EmailChange.objects.filter(requested_at__lt=before).delete()[0]


class ExportRepository(Repository[DataExport]):
    model = DataExport

    def begin(self, user: User, *, at: datetime) -> DataExport | None:
        """`None` while another one is being made."""
        export = DataExport(user=user, requested_at=at)
        DataExport.objects.bulk_create([export], ignore_conflicts=True)
        return export if DataExport.objects.filter(pk=export.pk).exists() else None

    def give_up(self, user: User, *, before: datetime) -> None:
        self._waiting().filter(user=user, requested_at__lt=before).delete()

    def waiting(self, export_id: UUID) -> DataExport | None:
        return self._waiting().select_related("user__profile").filter(pk=export_id).first()

    def finish(self, export: DataExport, *, file: str, at: datetime, expires: datetime) -> bool:
        """Whether it was still waiting."""
        rows = self._waiting().filter(pk=export.pk)
        return bool(rows.update(file=file, ready_at=at, expires_at=expires))

    def ready(self, export_id: UUID, *, user: User, at: datetime) -> DataExport | None:
        return DataExport.objects.filter(pk=export_id, user=user, expires_at__gt=at).first()

    def files_of(self, user: User) -> list[str]:
        rows = DataExport.objects.filter(user=user).exclude(file="")
        return list(rows.values_list("file", flat=True))

    def delete_expired(self, *, at: datetime) -> list[str]:
        """The names of their files."""
        expired = dict(DataExport.objects.filter(expires_at__lte=at).values_list("pk", "file"))
        DataExport.objects.filter(pk__in=expired).delete()
        return list(expired.values())

    def _waiting(self) -> QuerySet[DataExport]:
        return DataExport.objects.filter(ready_at=None)


class TotpRepository(Repository[TotpDevice]):
    model = TotpDevice

    def is_confirmed(self, user: User) -> bool:
        device: TotpDevice | None = getattr(user, "totp", None)
        return device is not None and device.confirmed_at is not None

    def lock(self, user: User) -> TotpDevice | None:
        """The app and its user, both as they are once nobody else holds them.

        A row that is only joined to a locked one may be older than that.
        """
        rows = TotpDevice.objects.select_related("user").select_for_update(of=("user", "self"))
        return rows.filter(user=user).first()

    def begin(self, device: TotpDevice, *, secret: str) -> None:
        """A new one, or one that was never confirmed, with a secret of its own."""
        device.secret, device.last_step = secret, 0
        device.save()

    def save(self, device: TotpDevice) -> None:
        device.save(update_fields=["last_step", "confirmed_at"])


class RecoveryCodeRepository(Repository[RecoveryCode]):
    model = RecoveryCode

    def left(self, user: User) -> int:
        return self._unused(user).count()

    def spend(self, user: User, *, digests: Sequence[str], at: datetime) -> bool:
        """Whether it was there and unused: of two calls at once one is told so."""
        return bool(self._unused(user).filter(digest__in=digests).update(used_at=at))

    def add(self, user: User, *, digests: Sequence[str]) -> None:
        RecoveryCode.objects.bulk_create(
            RecoveryCode(user=user, digest=digest) for digest in digests
        )

    def remove(self, user: User) -> None:
        RecoveryCode.objects.filter(user=user).delete()

    def _unused(self, user: User) -> QuerySet[RecoveryCode]:
        return RecoveryCode.objects.filter(user=user, used_at=None)
