from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from apps.core.errors.database import is_duplicate
from services.content.constraints import is_dangling
from services.errors import Conflict


@contextmanager
def once(code: str = "taken", message: str = "") -> Iterator[None]:
    """A name or slug that is taken is a conflict."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if not is_duplicate(error):
            raise
        raise Conflict(code, message or _("Another one has this name or address.")) from error


@contextmanager
def filed() -> Iterator[None]:
    """Around a unit of work: what somebody has deleted while it ran is a conflict when it ends."""
    try:
        yield
    except IntegrityError as error:
        if not is_dangling(error):
            raise
        raise gone() from error


def gone() -> Conflict:
    return Conflict("gone", _("What it was to be filed under has just been deleted."))
