"""From a service's refusal to the API's error: each kind has one status."""

from collections import defaultdict
from typing import Final

from rest_framework.exceptions import (
    APIException,
    AuthenticationFailed,
    ErrorDetail,
    NotFound,
    PermissionDenied,
    Throttled,
    ValidationError,
)
from rest_framework.settings import api_settings

from apps.core.errors.exceptions import Conflict, ServiceUnavailable
from apps.core.errors.handler import ExceptionHandler as CoreExceptionHandler
from services import errors as service

PLAIN: Final[dict[type[service.ServiceError], type[APIException]]] = {
    service.Forbidden: PermissionDenied,
    service.NotFound: NotFound,
    service.Conflict: Conflict,
}


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
        case service.TooMany():
            return Throttled(refusal.wait, first.message)
        case service.Unavailable():
            return ServiceUnavailable(first.message, first.code, wait=refusal.wait)
        case service.Forbidden() | service.NotFound() | service.Conflict():
            return PLAIN[type(refusal)](first.message, first.code)
        case _:
            details = defaultdict(list)
            for problem in refusal.problems:
                attr = problem.attr or api_settings.NON_FIELD_ERRORS_KEY
                details[attr].append(ErrorDetail(problem.message, problem.code))
            return ValidationError(dict(details))
