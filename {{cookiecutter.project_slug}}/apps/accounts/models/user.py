from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from apps.accounts.managers import UserManager
from apps.core.models import TimestampedModel

if TYPE_CHECKING:
    from apps.accounts.models.profile import Profile


class User(AbstractBaseUser, PermissionsMixin, TimestampedModel):
    """Who logs in, by e-mail address and password. What people see of them is the profile."""

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

    objects = UserManager()

    profile: "Profile"

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
        ]

    def __str__(self) -> str:
        return self.email

    def clean(self) -> None:
        super().clean()
        self.email = type(self).objects.normalize_email(self.email)

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
