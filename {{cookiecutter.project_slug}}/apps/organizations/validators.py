import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

ADDRESS = re.compile(r"://|\bwww\.|[\x00-\x1f\x7f]", re.IGNORECASE)


def no_address(name: str) -> None:
    """An organization's name goes into mails to strangers: no lure, and no line of its own."""
    if ADDRESS.search(name):
        raise ValidationError(_("A name holds no web address."), code="address_in_name")
