"""Connections belong to the event loop that opened them.

Under ASGI one loop lives as long as the process, and connections are kept and used again. Under WSGI
each asynchronous view has a loop of its own, and its connections end with it.
"""

import asyncio
from collections.abc import AsyncGenerator
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from ssl import SSLContext

import httpx

from adapters.http.outside.limits import Limits

Held = AsyncGenerator[httpx.AsyncClient]


class Connections:
    """A client for each event loop."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._open: dict[asyncio.AbstractEventLoop, tuple[Held, httpx.AsyncClient]] = {}

    async def here(self) -> httpx.AsyncClient:
        loop = asyncio.get_running_loop()
        if loop not in self._open:
            held = self._hold(loop)
            self._open[loop] = held, await anext(held)
        return self._open[loop][1]

    async def _hold(self, loop: asyncio.AbstractEventLoop) -> Held:
        """A loop that ends closes the generators that began in it: what follows the yield then runs."""
        client = _client(self.limits)
        try:
            yield client
        finally:
            del self._open[loop]
            await client.aclose()


def _client(limits: Limits) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        verify=_trusting_the_usual(),
        timeout=httpx.Timeout(
            connect=limits.connect, read=limits.read, write=limits.write, pool=limits.pool
        ),
        limits=httpx.Limits(max_connections=limits.connections),
        # One caller's cookie must not go out with another's call.
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
    )


@cache
def _trusting_the_usual() -> SSLContext:
    """Reading all those certificates takes longer than most requests: once for each process."""
    return httpx.create_ssl_context()
