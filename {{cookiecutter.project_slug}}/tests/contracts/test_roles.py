"""What the table has for an organization's roles is what these are declared to be allowed."""

import pytest

from apps.organizations.models import Role
from tests.contracts.contract import table
from tests.contracts.roles import INSIDE, guard, misplaced
from tests.contracts.table import CALLERS, Line

LINES = [line for line in table().values() if line.path.startswith(INSIDE)]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.key)
def test_who_may_not_is_403_and_nobody_else(line: Line) -> None:
    view = guard(line)

    assert view is not None, f"{line.key} asks for no role: derive its view from OrganizationScoped"
    assert misplaced(line, view) == []


def test_every_role_is_a_caller() -> None:
    assert set(Role.values) <= set(CALLERS)


def test_an_answer_that_is_not_as_declared_is_found() -> None:
    line = table()["PATCH organizations/{organization_id}/"]
    view = guard(line)
    assert view is not None

    open_to_all = Line(line.method, line.path, (401, 404, 404, 200, 403, 403, 200, 404))

    assert misplaced(open_to_all, view) == [
        f"{line.key}: the admin is answered 403, and may edit by `ALLOWED`",
        f"{line.key}: the viewer is answered 200, and may not edit by `ALLOWED`",
    ]
