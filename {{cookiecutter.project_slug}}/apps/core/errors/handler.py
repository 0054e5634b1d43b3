"""From an exception in a view to its answer."""

from typing import Final

import structlog
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.exceptions import ValidationError as ModelValidationError
from django.db import IntegrityError, InterfaceError, OperationalError
from django.db.models import ProtectedError, RestrictedError
from django.http import UnreadablePostError
from drf_standardized_errors.handler import ExceptionHandler as StandardHandler
from drf_standardized_errors.handler import exception_handler
from rest_framework.exceptions import APIException, ParseError, ValidationError
from rest_framework.fields import get_error_detail
from rest_framework.response import Response

from apps.core.errors.database import is_duplicate
from apps.core.errors.exceptions import Conflict, PayloadTooLarge, ServiceUnavailable

# PostgreSQL's codes for a server that goes, comes or has no connection to spare.
ABSENCES: Final = {"53300", "57P01", "57P02", "57P03"}
RETRY_AFTER: Final = 5  # seconds
log = structlog.get_logger("errors")


# The description of the API lists errors only for views that use this very function. It runs the
# class named in DRF_STANDARDIZED_ERRORS: the one below.
__all__ = ["ExceptionHandler", "exception_handler"]


class ExceptionHandler(StandardHandler):
    """Also knows what models, the database and the request's body can raise."""

    def convert_known_exceptions(self, exc: Exception) -> Exception:
        converted: Exception = super().convert_known_exceptions(exc)
        match converted:
            case ModelValidationError() as error:
                converted = ValidationError(get_error_detail(error))
            case ProtectedError() | RestrictedError():
                converted = Conflict("It is still referred to by other objects.")
            case IntegrityError() as error if is_duplicate(error):
                converted = Conflict("An object with these values exists already.")
            case OperationalError() | InterfaceError() as error if is_absence(error):
                log.error("database_unavailable", reason=str(error))
                detail = "The database does not answer. Try again later."
                converted = ServiceUnavailable(detail, "database_unavailable", wait=RETRY_AFTER)
            case RequestDataTooBig():
                converted = PayloadTooLarge()
            case SuspiciousOperation() | UnreadablePostError():
                converted = ParseError("The request could not be read.")
        return converted

    def report_exception(self, exc: APIException, response: Response) -> None:
        """What we know and answer for is no bug: who raised it has logged what there is to say."""
        if not isinstance(exc, ServiceUnavailable):
            super().report_exception(exc, response)


def is_absence(error: Exception) -> bool:
    """Whether PostgreSQL could not be reached, and nothing is wrong with what was asked of it.

    Where no server has answered, psycopg's errors have None for a code. SQLite's have no such code.
    """
    code: str | None = getattr(error.__cause__, "sqlstate", "")
    return code is None or code.startswith("08") or code in ABSENCES
