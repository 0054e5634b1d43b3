"""The shape of an error: drf-standardized-errors', and the id to quote when asking about it."""

from typing import Any

import structlog
from drf_standardized_errors.formatter import ExceptionFormatter as StandardFormatter
from drf_standardized_errors.types import ErrorResponse


class ExceptionFormatter(StandardFormatter):
    def format_error_response(self, error_response: ErrorResponse) -> dict[str, Any]:
        body: dict[str, Any] = super().format_error_response(error_response)
        return body | {"request_id": request_id()}


def request_id() -> str | None:
    found: str | None = structlog.contextvars.get_contextvars().get("request_id")
    return found
