"""From a service's refusal to the API's error: each kind has one status."""

from collections import defaultdict

from rest_framework.exceptions import (
    APIException,
    AuthenticationFailed,
    ErrorDetail,
    ValidationError,
)
from rest_framework.settings import api_settings

from apps.core.errors.exceptions import Conflict
from apps.core.errors.handler import ExceptionHandler as CoreExceptionHandler
from services import errors as service


class ExceptionHandler(CoreExceptionHandler):
    """Also knows how services say no."""

    def convert_known_exceptions(self, exc: Exception) -> Exception:
        if isinstance(exc, service.ServiceError):
            return as_api_error(exc)
        return super().convert_known_exceptions(exc)


def as_api_error(refusal: service.ServiceError) -> APIException:
    first = refusal.problems[0]
    match refusal:
        case service.NotAuthenticated():
            error = AuthenticationFailed(first.message, first.code)
            # DRF adds it only to what its own authentication raised.
            error.auth_header = 'Bearer realm="api"'  # type: ignore[attr-defined]
            return error
        case service.Conflict():
            return Conflict(first.message, first.code)
        case _:
            details = defaultdict(list)
            for problem in refusal.problems:
                attr = problem.attr or api_settings.NON_FIELD_ERRORS_KEY
                details[attr].append(ErrorDetail(problem.message, problem.code))
            return ValidationError(dict(details))
