"""What the API makes of a service's refusal."""

from apps.api.errors import as_api_error
from services.errors import Conflict, Invalid, NotAuthenticated, Problem


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


def test_a_conflict_is_409() -> None:
    error = as_api_error(Conflict("sold_out", "None is left."))

    assert (error.status_code, error.get_codes()) == (409, "sold_out")
