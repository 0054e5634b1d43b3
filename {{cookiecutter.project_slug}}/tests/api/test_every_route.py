"""What holds for every address that the API describes."""

import re

import pytest

from apps.accounts.models import User
from tests.client import Api
from tests.contracts.described import operations
from tests.contracts.table import full

PARAMETER = re.compile(r"\{\w+\}")
UNKNOWN = ("1", "00000000-0000-4000-8000-000000000000")


def paths() -> list[str]:
    described = {full(operation.path) for operation in operations().values()}
    return sorted({PARAMETER.sub(value, path) for path in described for value in UNKNOWN})


def test_there_are_routes() -> None:
    assert {"/api/v1/users/", "/api/v1/users/1/", "/api/v1/auth/token/"} <= set(paths())


@pytest.mark.parametrize("path", paths())
@pytest.mark.parametrize("known", [True, False])
@pytest.mark.django_db
def test_no_route_breaks_on_a_method_that_it_may_not_know(
    api: Api, staff: User, path: str, known: bool
) -> None:
    if known:
        api.log_in(staff)

    for method in ("options", "head", "put", "patch", "delete", "get", "trace"):
        status = getattr(api.client, method)(path).status_code
        assert status < 500, method
