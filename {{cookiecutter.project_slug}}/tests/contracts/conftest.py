from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.contracts.contract import whole
from tests.contracts.worlds import Stage


@pytest.fixture(scope="module")
def set_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[Stage]:
    """Made once for a module, in a transaction around those of its tests."""
    around = transaction.atomic()
    with django_db_blocker.unblock():
        around.__enter__()
        stage = Stage(filter(callable, [*whole().objects.values(), *whole().bodies.values()]))
    yield stage
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def stage(set_once: Stage, db: None) -> Stage:
    return set_once
