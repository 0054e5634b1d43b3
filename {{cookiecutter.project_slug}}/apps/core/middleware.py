"""The outermost layer of a request: its id, its context for the logs, and its one line there."""

import re
import time
import uuid
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Any, Final, NamedTuple, cast

import structlog
from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import SimpleLazyObject, empty

from apps.core.logging import straight_logger

log = straight_logger("request", settings.LOG_LEVEL, settings.REQUEST_LINE)

current_request: Final[ContextVar[HttpRequest | None]] = ContextVar("request", default=None)

ACCEPTABLE_ID: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")
QUIET: Final = ("/health/", "/metrics")


class RequestContextMiddleware:
    """Give each request an id, taken over from ``X-Request-ID`` when that is well formed.

    The id is bound for every log line written meanwhile and returned in ``X-Request-ID``.
    Works under WSGI and ASGI alike, without a thread hop.
    """

    sync_capable = True
    async_capable = True

    def __init__(
        self, get_response: Callable[[HttpRequest], HttpResponseBase | Awaitable[HttpResponseBase]]
    ) -> None:
        self.get_response = get_response
        self.is_async = iscoroutinefunction(get_response)
        if self.is_async:
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        if self.is_async:
            return self._acall(request)
        begun = Begun.by(request)
        response = cast("HttpResponseBase", self.get_response(request))
        return begun.finish(request, response)

    async def _acall(self, request: HttpRequest) -> HttpResponseBase:
        begun = Begun.by(request)
        response = await cast("Awaitable[HttpResponseBase]", self.get_response(request))
        return begun.finish(request, response)


class Begun(NamedTuple):
    id: str
    at: float

    @classmethod
    def by(cls, request: HttpRequest) -> "Begun":
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        request_id = given if ACCEPTABLE_ID.fullmatch(given) else uuid.uuid4().hex
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        current_request.set(request)
        return cls(request_id, time.perf_counter())

    def finish(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers["X-Request-ID"] = self.id
        write = log.debug if request.path.startswith(QUIET) else log.info
        write(
            "request",
            method=request.method,
            path=request.path,
            status=response.status_code,
            duration_ms=round((time.perf_counter() - self.at) * 1000, 2),
            user_id=_user_id(request),
        )
        current_request.set(None)
        return response


def current_user_id() -> int | None:
    """Whose request this is, in as far as it was asked already; nobody's outside of requests."""
    request = current_request.get()
    return None if request is None else _user_id(request)


def _user_id(request: HttpRequest) -> int | None:
    """The caller's id, when the view has asked for it anyway: a log line costs no query."""
    user: Any = request.__dict__.get("user")
    if type(user) is SimpleLazyObject and user.__dict__["_wrapped"] is empty:
        return None
    return None if user is None else user.pk
