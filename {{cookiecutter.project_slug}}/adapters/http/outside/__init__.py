"""Calls to systems that we choose. `adapters.http.guarded` is for addresses that strangers choose."""

from functools import cache

from adapters.http.outside.client import OutsideClient
from adapters.http.outside.errors import CircuitOpen, NoAnswer, OutsideUnavailable, TooManyCalls
from adapters.http.outside.limits import Limits

__all__ = [
    "CircuitOpen",
    "Limits",
    "NoAnswer",
    "OutsideClient",
    "OutsideUnavailable",
    "TooManyCalls",
    "get_client",
]


@cache
def get_client() -> OutsideClient:
    """The one of this process: all who call a host through it share its circuit and its places."""
    return OutsideClient()
