"""What the API makes of a service's refusal."""

import pytest

from apps.api.errors import as_api_error
from services.errors import (
    Conflict,
    Forbidden,
    Invalid,
    NotAuthenticated,
    NotFound,
    Problem,
    ServiceError,
    Unavailable,
)


def test_invalid_input_is_400_with_every_problem() -> None:
    refusal = Invalid.of(
        [Problem("short", "Too short.", "password"), Problem("odd", "Do not fit together.")]
    )

    error = as_api_error(refusal)

    assert error.status_code == 400
    assert error.get_codes() == {"password": ["short"], "non_field_errors": ["odd"]}


def test_an_unproved_caller_is_401_and_is_told_how_to_prove_it() -> None:
    error = as_api_error(NotAuthenticated("session_ended", "Log in again."))

    assert error.status_code == 401
    assert error.get_codes() == "session_ended"
    assert error.auth_header == 'Bearer realm="api"'  # type: ignore[attr-defined]


@pytest.mark.parametrize(("kind", "status"), [(Conflict, 409), (Forbidden, 403), (NotFound, 404)])
def test_plain_refusals_have_one_status_each(kind: type[ServiceError], status: int) -> None:
    error = as_api_error(kind("sold_out", "None is left."))

    assert (error.status_code, error.get_codes()) == (status, "sold_out")


def test_who_does_not_answer_is_503_and_says_when_to_come_back() -> None:
    error = as_api_error(Unavailable("bank_closed", "Try again later.", wait=30))

    assert (error.status_code, error.get_codes()) == (503, "bank_closed")
    assert error.wait == 30  # type: ignore[attr-defined]
