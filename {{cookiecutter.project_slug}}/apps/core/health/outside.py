"""The systems of others that this one needs."""

import asyncio
from functools import cache
from time import perf_counter
from typing import TypedDict

import structlog
from django.conf import settings

from adapters.http.outside import OutsideUnavailable, get_client
from utils.single_flight import SingleFlight

log = structlog.get_logger("health")


class System(TypedDict):
    state: str
    milliseconds: int
    circuit: str


@cache
def systems() -> SingleFlight[dict[str, System]]:
    """Their states by name. However many look, a process asks each but once in a while."""
    return SingleFlight(ask_all, seconds=settings.HEALTH_OUTSIDE_SECONDS)


async def ask_all() -> dict[str, System]:
    urls: dict[str, str] = settings.HEALTH_OUTSIDE_URLS
    found = await asyncio.gather(*(ask(name, url) for name, url in urls.items()))
    return dict(zip(urls, found, strict=True))


async def ask(name: str, url: str) -> System:
    """What is said of it holds neither address nor credentials."""
    client = get_client()
    begun = perf_counter()
    try:
        answer = await client.request("GET", url, total=settings.HEALTH_OUTSIDE_DEADLINE)
        state = "ok" if answer.is_success else f"answers {answer.status_code}"
    except OutsideUnavailable as failure:
        state = failure.reason
    except Exception:
        log.exception("health check crashed", check=name)
        state = "crashed"
    return {
        "state": state,
        "milliseconds": round((perf_counter() - begun) * 1000),
        "circuit": client.circuit(url),
    }
