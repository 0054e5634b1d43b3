"""Values that are computed ahead, by ``manage.py warm_cache``, so that no caller waits for them."""

from collections.abc import Callable
from typing import Final

from django.core.exceptions import ImproperlyConfigured

Warmer = Callable[[], object]
warmers: Final[dict[str, Warmer]] = {}


def register_warmer(name: str, warmer: Warmer) -> None:
    """To be called in an app's `ready`. A warmer asks for its values as a request does.

    With ``get_or_compute`` that is: what is there stays, and of two that warm at once one computes.
    """
    if warmers.setdefault(name, warmer) is not warmer:
        raise ImproperlyConfigured(f"Two warmers are called {name}.")
