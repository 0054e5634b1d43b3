import uuid
from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from apps.accounts.managers import UserManager
from apps.core.models import TimestampedModel

if TYPE_CHECKING:
    from apps.accounts.models.email_change import EmailChange
    from apps.accounts.models.profile import Profile
    from apps.accounts.models.session import Session


class User(AbstractBaseUser, PermissionsMixin, TimestampedModel):
    """Who logs in, by e-mail address and password. What people see of them is the profile."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(
        _("e-mail address"),
        unique=True,
        error_messages={"unique": _("A user with this e-mail address already exists.")},
    )
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("Without it nobody gets in. Untick this instead of deleting accounts."),
    )
    is_staff = models.BooleanField(
        _("staff"), default=False, help_text=_("May log in to this admin site.")
    )
    email_verified_at = models.DateTimeField(_("e-mail verified at"), null=True, blank=True)
    closed_by_owner_at = models.DateTimeField(
        _("closed by owner at"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("They can open it again by a mailed link; what staff has closed they cannot."),
    )
    deletion_due_at = models.DateTimeField(
        _("deletion due at"), null=True, blank=True, editable=False
    )

    objects = UserManager()

    profile: "Profile"
    current_session: "Session"  # of the request that the user makes
    email_change: "EmailChange"

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_any_case",
                violation_error_message=_("A user with this e-mail address already exists."),
            ),
            models.CheckConstraint(
                condition=Q(is_active=False) | Q(closed_by_owner_at=None, deletion_due_at=None),
                name="accounts_user_open_or_closed",
            ),
        ]
        indexes = [
            models.Index(
                fields=["deletion_due_at"],
                name="accounts_user_deletion_due",
                condition=Q(deletion_due_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.email

    def clean(self) -> None:
        super().clean()
        self.email = type(self).objects.normalize_email(self.email)

    @cached_property
    def group_ids(self) -> frozenset[int]:
        """Asked for once for each object, so once in a request."""
        return frozenset(self.groups.values_list("pk", flat=True))

    @property
    def is_email_verified(self) -> bool:
        return self.email_verified_at is not None

    @property
    def display_name(self) -> str:
        """The profile's, also looked at when a password is compared with its owner's names."""
        return self.profile.display_name if hasattr(self, "profile") else ""

    def profile_or_new(self) -> "Profile":
        """The profile, or an unsaved empty one for a user that is about to be created."""
        if not hasattr(self, "profile"):
            from apps.accounts.models.profile import Profile

            Profile(user=self)
        return self.profile
