from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    """Who may see something of a user, besides that user."""

    EVERYBODY = "everybody", _("everybody")
    MEMBERS = "members", _("who is logged in")
    NOBODY = "nobody", _("nobody")


# What is shown to others, and the field of the profile that says to whom.
GUARDED: Final = {
    "email": "email_visibility",
    "display_name": "name_visibility",
    "avatar": "avatar_visibility",
    "last_seen": "last_seen_visibility",
}
