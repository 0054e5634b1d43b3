"""Constraints that two writers at once can meet, beside those of names and addresses."""

from typing import Final

from django.db import IntegrityError

from apps.core.errors.database import code_of

REFERENCE_VIOLATIONS: Final = {"23503", "SQLITE_CONSTRAINT_FOREIGNKEY"}
CHECK_VIOLATIONS: Final = {"23514", "SQLITE_CONSTRAINT_CHECK"}


def is_dangling(error: IntegrityError) -> bool:
    """A row points at one that is gone. Foreign keys are looked at when the transaction ends."""
    return code_of(error) in REFERENCE_VIOLATIONS


def breaks_check(error: IntegrityError, name: str) -> bool:
    """Whether it is the check of this name. Both databases say it."""
    return code_of(error) in CHECK_VIOLATIONS and name in str(error)
