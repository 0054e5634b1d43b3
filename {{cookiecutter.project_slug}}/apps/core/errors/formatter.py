"""The shape of an error: drf-standardized-errors', and the id to quote when asking about it."""

from typing import Any

import structlog
from drf_standardized_errors.formatter import ExceptionFormatter as StandardFormatter
from drf_standardized_errors.types import Error, ErrorResponse
from rest_framework.exceptions import ValidationError


class ExceptionFormatter(StandardFormatter):
    def get_errors(self) -> list[Error]:
        """One error unless it is about the input: token errors come as a dictionary of details."""
        detail = self.exc.detail
        if isinstance(self.exc, ValidationError) or not isinstance(detail, dict):
            errors: list[Error] = super().get_errors()
            return errors
        message = detail.get("detail", self.exc.default_detail)
        return [Error(str(detail.get("code", self.exc.default_code)), str(message), None)]

    def format_error_response(self, error_response: ErrorResponse) -> dict[str, Any]:
        body: dict[str, Any] = super().format_error_response(error_response)
        return body | {"request_id": request_id()}


def request_id() -> str | None:
    found: str | None = structlog.contextvars.get_contextvars().get("request_id")
    return found
