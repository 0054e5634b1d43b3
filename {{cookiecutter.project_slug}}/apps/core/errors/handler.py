"""From an exception in a view to its answer."""

from typing import Final

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.exceptions import ValidationError as ModelValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError, RestrictedError
from django.http import UnreadablePostError
from drf_standardized_errors.handler import ExceptionHandler as StandardHandler
from drf_standardized_errors.handler import exception_handler
from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.fields import get_error_detail

from apps.core.errors.exceptions import Conflict, PayloadTooLarge
from apps.core.errors.refusals import as_api_error
from services.errors import ServiceError

UNIQUE_VIOLATIONS: Final = {
    "23505",  # PostgreSQL
    "SQLITE_CONSTRAINT_UNIQUE",
    "SQLITE_CONSTRAINT_PRIMARYKEY",
}


# The description of the API lists errors only for views that use this very function. It runs the
# class named in DRF_STANDARDIZED_ERRORS: the one below.
__all__ = ["ExceptionHandler", "exception_handler"]


class ExceptionHandler(StandardHandler):
    """Also knows what models, the database and the request's body can raise."""

    def convert_known_exceptions(self, exc: Exception) -> Exception:
        match exc:
            case ServiceError():
                return as_api_error(exc)
            case ModelValidationError():
                return ValidationError(get_error_detail(exc))
            case ProtectedError() | RestrictedError():
                return Conflict("It is still referred to by other objects.")
            case IntegrityError() if is_duplicate(exc):
                return Conflict("An object with these values exists already.")
            case RequestDataTooBig():
                return PayloadTooLarge()
            case SuspiciousOperation() | UnreadablePostError():
                return ParseError("The request could not be read.")
            case _:
                return super().convert_known_exceptions(exc)  # type: ignore[no-any-return]


def is_duplicate(error: IntegrityError) -> bool:
    """Two writers met at a unique constraint. Any other broken constraint is our own mistake."""
    cause = error.__cause__
    code = getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", None)
    return code in UNIQUE_VIOLATIONS
