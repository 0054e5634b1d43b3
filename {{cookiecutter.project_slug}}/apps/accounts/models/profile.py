from typing import TYPE_CHECKING, Final, Union

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.accounts.models.user import User
from apps.accounts.models.visibility import GUARDED, Visibility
from apps.accounts.validators import validate_language, validate_timezone
from apps.core.models import TimestampedModel

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

# What a complete profile has, and how much each counts, in percent.
WEIGHTS: Final = {"display_name": 30, "avatar": 30, "bio": 20, "timezone": 10, "language": 10}


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
    email_notices = models.BooleanField(
        _("notices by e-mail"),
        default=True,
        help_text=_("Such as of a login from a new device. What needs an answer is always sent."),
    )
    avatar = models.CharField(max_length=64, blank=True, editable=False)
    is_public = models.BooleanField(
        _("public"), default=False, help_text=_("Others may see this profile.")
    )
    email_visibility = models.CharField(
        _("who sees the address"), max_length=9, choices=Visibility, default=Visibility.NOBODY
    )
    name_visibility = models.CharField(
        _("who sees the name"), max_length=9, choices=Visibility, default=Visibility.MEMBERS
    )
    avatar_visibility = models.CharField(
        _("who sees the picture"), max_length=9, choices=Visibility, default=Visibility.MEMBERS
    )
    last_seen_visibility = models.CharField(
        _("who sees the last login"), max_length=9, choices=Visibility, default=Visibility.NOBODY
    )

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{field}__in": Visibility.values}),
                name=f"accounts_profile_{field}",
            )
            for field in GUARDED.values()
        ]

    def __str__(self) -> str:
        return self.display_name or str(self.user)

    @property
    def completion(self) -> int:
        """How much of the profile is filled in, in percent."""
        return sum(weight for name, weight in WEIGHTS.items() if getattr(self, name))

    def shows(self, name: str, viewer: Union[User, "AnonymousUser", None]) -> bool:
        """Whether `viewer` may see what `GUARDED` names."""
        to_whom = getattr(self, GUARDED[name])
        if to_whom == Visibility.EVERYBODY:
            return True
        if viewer is None or not viewer.is_authenticated:
            return False
        return to_whom == Visibility.MEMBERS or viewer.pk == self.user_id
