from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models.user import User
from apps.accounts.validators import validate_language, validate_timezone
from apps.core.models import TimestampedModel

COUNTED: Final = ("display_name", "bio", "timezone", "language")


class Profile(TimestampedModel):
    """What a user tells about themselves. Every user has one, made together with the user."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="profile")
    display_name = models.CharField(_("display name"), max_length=80, blank=True)
    bio = models.TextField(_("about"), max_length=1000, blank=True)
    timezone = models.CharField(
        _("time zone"),
        max_length=64,
        blank=True,
        validators=[validate_timezone],
        help_text=_("An IANA name such as Europe/Vienna. Empty: the project's own."),
    )
    language = models.CharField(
        _("language"),
        max_length=16,
        blank=True,
        validators=[validate_language],
        help_text=_("A code such as en or pt-br, also for e-mails. Empty: the project's own."),
    )
    is_public = models.BooleanField(
        _("public"), default=False, help_text=_("Others may see this profile.")
    )

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")

    def __str__(self) -> str:
        return self.display_name or str(self.user)

    @property
    def completion(self) -> int:
        """How much of the profile is filled in, in percent."""
        filled = sum(bool(getattr(self, name)) for name in COUNTED)
        return round(100 * filled / len(COUNTED))
