"""What a call asks the database for."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection
from django.test.utils import CaptureQueriesContext

# A transaction inside of the test's own is a savepoint, which nobody pays for outside of tests.
SAVEPOINTS: Final = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")


def elsewhere() -> None:
    """In place of the relay or of what sends webhooks: a worker does that, and not the request."""


@contextmanager
def at_most(count: int) -> Iterator[None]:
    """The one that stores what happened is counted: a unit of work has one, whatever happens."""
    with CaptureQueriesContext(connection) as captured:
        yield
    asked = [query["sql"] for query in captured if not query["sql"].startswith(SAVEPOINTS)]
    assert len(asked) <= count, "\n".join(asked)
