from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.core.management.color import Style
from django.db import connection

from apps.accounts.models import User
from tests.caches import fresh
from tests.client import Api
from tests.factories.accounts import UserFactory

KEPT = ("auth_permission", "django_content_type")  # told by the models


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--write-budget", action="store_true", help="record how many queries each route takes"
    )


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """Empty tables row by row after a test that commits: PostgreSQL takes longer to truncate them.

    There are many tables and few rows. Nor can it truncate what waffle's own table of flags points
    at, which ours stands for and no model owns. What Django would write again at once may stay.
    """

    def delete_all(
        style: Style,
        tables: Sequence[str],
        *,
        reset_sequences: bool = False,
        allow_cascade: bool = False,
    ) -> list[str]:
        emptied = [connection.ops.quote_name(table) for table in tables if table not in KEPT]
        return [f"DELETE FROM {name}" for name in emptied]  # noqa: S608

    connection.ops.sql_flush = delete_all  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def own_caches() -> None:
    """Each test has caches of its own: it finds no answer and no count that another one left."""
    fresh()


@pytest.fixture(autouse=True)
def own_files(settings: LazySettings) -> None:
    """Each test has storages of its own: it finds no file that another one left."""
    settings.STORAGES = {**settings.STORAGES}


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The clock stands still at noon, so no window of a limit ends in the middle of a test.

    Ask for it before what makes tokens: they are of its time.
    """
    with time_machine.travel("2026-01-01T12:00:00Z", tick=False) as traveller:
        yield traveller


@pytest.fixture
def api(db: None, django_capture_on_commit_callbacks: Any) -> Api:
    return Api(partial(django_capture_on_commit_callbacks, execute=True))


@pytest.fixture
def user(db: None) -> User:
    return UserFactory.create()


@pytest.fixture
def staff(db: None) -> User:
    return UserFactory.create(staff=True)


@pytest.fixture
def auth_api(api: Api, user: User) -> Api:
    """The API's client, logged in as `user`."""
    return api.log_in(user)


@pytest.fixture
def staff_api(api: Api, staff: User) -> Api:
    return api.log_in(staff)
