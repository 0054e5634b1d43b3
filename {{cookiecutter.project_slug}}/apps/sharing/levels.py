"""What an owner can let others do with one row. More than this stays with the owner."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    VIEWER = "viewer", _("May see it")
    EDITOR = "editor", _("May see and change it")


ACTIONS: Final = {Level.VIEWER: ("view",), Level.EDITOR: ("view", "change")}


def permission(model: type[models.Model], action: str) -> str:
    """Django's name of the permission, such as `shop.view_order`."""
    return f"{model._meta.app_label}.{action}_{model._meta.model_name}"
