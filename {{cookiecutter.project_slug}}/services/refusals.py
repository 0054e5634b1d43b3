"""What services of resources say in the same words."""

from django.utils.translation import gettext as _

from services.errors import Conflict, NotFound


def not_there() -> NotFound:
    """Also of what belongs to somebody else."""
    return NotFound("not_found", _("There is no such thing."))


def too_many(most: int) -> Conflict:
    message = _("There are %(most)d of these already. Delete one first.") % {"most": most}
    return Conflict("too_many", message)
