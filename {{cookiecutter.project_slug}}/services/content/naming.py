from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from services.errors import Conflict


@contextmanager
def once() -> Iterator[None]:
    """A name or slug that is taken is a conflict."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise Conflict("taken", _("Another one has this name or address.")) from error
