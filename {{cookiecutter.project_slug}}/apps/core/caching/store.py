"""The cache of computed values, and how it shows that it is not there."""

from collections.abc import Callable
from typing import Any, TypeVar

import structlog
from django.core.cache import caches

log = structlog.get_logger("caching")
Answer = TypeVar("Answer")


class Down(Exception):
    """The cache does not answer."""


def ask(operation: Callable[[Any], Answer]) -> Answer:
    """What the cache says to it. It is asked anew each time, so it is in use as soon as it is back."""
    try:
        return operation(caches["values"])
    except Exception as error:
        # Each backend has exceptions of its own.
        log.warning("cache is down", reason=str(error))
        raise Down(str(error)) from error
