import asyncio
import time
from http import HTTPStatus
from typing import Any, Final

import httpx
import structlog

from adapters.http.outside.connections import Connections
from adapters.http.outside.errors import NoAnswer, OutsideUnavailable, TooManyCalls
from adapters.http.outside.hosts import Host, Hosts
from adapters.http.outside.limits import Limits
from adapters.http.outside.retries import retrying

log = structlog.get_logger("outside")

UNANSWERED: Final = (
    TimeoutError,
    httpx.TimeoutException,
    httpx.NetworkError,
    httpx.ProxyError,
    httpx.RemoteProtocolError,
    httpx.DecodingError,
)


class OutsideClient:
    """Asks other systems within bounds of time, number and patience.

    Make one for a process, and use it in any thread and any event loop.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._hosts = Hosts(self.limits)
        self._connections = Connections(self.limits)

    def circuit(self, url: str) -> str:
        """Of this address' host: `closed`, `open` or `half-open`."""
        return self._hosts.of(url).breaker.state

    async def request(
        self, method: str, url: str, *, total: float | None = None, **options: Any
    ) -> httpx.Response:
        """Any answer, errors included; options are those of `httpx`. Raises `OutsideUnavailable`.

        `total` bounds this call in place of `Limits.total`. GET, HEAD and OPTIONS are repeated when
        that may help, nothing else ever is. Redirects are not followed.
        """
        seconds = self.limits.total if total is None else total
        host = self._hosts.of(url)
        options["headers"] = _with_request_id(options.get("headers"))
        end = asyncio.get_running_loop().time() + seconds
        attempts = retrying(method, seconds, self.limits, host.breaker)
        begun = time.perf_counter()
        write, outcome = log.warning, dict[str, object](failure="not finished")
        try:
            with host.place():
                response: httpx.Response = await attempts(
                    self._attempt, host, end, method, url, **options
                )
            write = log.warning if _is_bad(response) else log.info
            outcome = {"status": response.status_code}
        except OutsideUnavailable as failure:
            outcome = {"failure": failure.reason}
            raise
        finally:
            # Without the path: that of some systems is a secret.
            write(
                "outside call",
                method=method,
                host=host.name,
                **outcome,
                attempts=attempts.statistics.get("attempt_number", 0),
                duration_ms=round((time.perf_counter() - begun) * 1000, 2),
            )
        return response

    async def _attempt(
        self, host: Host, end: float, method: str, url: str, **options: Any
    ) -> httpx.Response:
        client = await self._connections.here()
        with host.breaker.attempt() as attempt:
            try:
                async with asyncio.timeout_at(end):
                    response = await client.request(method, url, **options)
            except httpx.PoolTimeout as error:  # the fault of this side
                raise TooManyCalls(host.name, "too many connections at once") from error
            except UNANSWERED as error:
                attempt.good = False
                raise NoAnswer(host.name, f"no answer ({type(error).__name__})") from error
            attempt.good = not _is_bad(response)
            return response


def _is_bad(response: httpx.Response) -> bool:
    return response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR


def _with_request_id(given: Any) -> httpx.Headers:
    headers = httpx.Headers(given)
    if request_id := structlog.contextvars.get_contextvars().get("request_id"):
        headers.setdefault("X-Request-ID", request_id)
    return headers
