"""Which attempts are followed by another, and when."""

import time
from asyncio import sleep
from http import HTTPStatus
from typing import Final

import httpx
from django.utils.http import parse_http_date_safe
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception_type,
    retry_if_result,
    stop_after_attempt,
    stop_before_delay,
    wait_random_exponential,
)

from adapters.http.outside.breaker import Breaker
from adapters.http.outside.errors import NoAnswer
from adapters.http.outside.limits import Limits

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
PASSING: Final = frozenset(
    {HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT}
)


def retrying(method: str, total: float, limits: Limits, breaker: Breaker) -> AsyncRetrying:
    """The last attempt's answer is returned, and its error raised, whatever these are.

    A pause that would not end within `total` seconds is not begun, `Retry-After` or not.
    """
    attempts = limits.attempts if method.upper() in SAFE else 1
    bounds = stop_after_attempt(attempts) | stop_before_delay(total)
    jitter = wait_random_exponential(multiplier=limits.backoff, max=limits.longest_backoff)
    return AsyncRetrying(
        sleep=sleep,
        retry=retry_if_exception_type(NoAnswer) | retry_if_result(_may_pass),
        stop=lambda state: breaker.state != "closed" or bounds(state),
        wait=lambda state: (_told(state) or 0) + jitter(state),
        retry_error_callback=_last,
    )


def _may_pass(response: httpx.Response) -> bool:
    if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
        return _retry_after(response) is not None
    return response.status_code in PASSING


def _told(state: RetryCallState) -> float | None:
    outcome = state.outcome
    if outcome is None or outcome.failed:
        return None
    return _retry_after(outcome.result())


def _retry_after(response: httpx.Response) -> float | None:
    """Seconds. The header holds these, or a date."""
    value = response.headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return float(value)
    date = parse_http_date_safe(value)
    return None if date is None else max(0.0, date - time.time())


def _last(state: RetryCallState) -> httpx.Response:
    assert state.outcome is not None  # noqa: S101 - an attempt comes before its end
    response: httpx.Response = state.outcome.result()
    return response
