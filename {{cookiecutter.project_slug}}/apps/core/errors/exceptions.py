"""API errors that DRF does not know."""

from rest_framework import status
from rest_framework.exceptions import APIException


class Conflict(APIException):
    status_code = status.HTTP_409_CONFLICT
    default_detail = "This conflicts with what is stored already."
    default_code = "conflict"


class PreconditionFailed(APIException):
    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_detail = "It has changed since you read it. Read it again, and repeat your change."
    default_code = "precondition_failed"


class ServiceUnavailable(APIException):
    """``wait`` is in seconds; the answer says so in ``Retry-After``."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    default_detail = "Something that this needs does not answer. Try again later."
    default_code = "service_unavailable"

    def __init__(self, detail: str, code: str, *, wait: int) -> None:
        super().__init__(detail, code)
        self.wait = wait


class PayloadTooLarge(APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = "The request's body is too large."
    default_code = "payload_too_large"
