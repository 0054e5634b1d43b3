"""Which kind of constraint the database has held up, on PostgreSQL and SQLite alike."""

from typing import Final

from django.db import IntegrityError

UNIQUE_VIOLATIONS: Final = {
    "23505",  # PostgreSQL
    "SQLITE_CONSTRAINT_UNIQUE",
    "SQLITE_CONSTRAINT_PRIMARYKEY",
}


def is_duplicate(error: IntegrityError) -> bool:
    """Two writers met at a unique constraint. Any other broken constraint is our own mistake."""
    return code_of(error) in UNIQUE_VIOLATIONS


def code_of(error: IntegrityError) -> str | None:
    cause = error.__cause__
    code: str | None = getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", None)
    return code
