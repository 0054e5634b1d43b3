"""Whose code a class runs."""

from typing import Any


def home(kind: type[Any], name: str) -> str | None:
    """The module where a class's method or property was written; ``None`` when it has none.

    Asked of the function, for a class that was made at run time may claim another module.
    """
    member = next((vars(base)[name] for base in kind.__mro__ if name in vars(base)), None)
    if member is None:
        return None
    for wrapped in ("fget", "func", "__func__"):
        member = getattr(member, wrapped, member)
    return getattr(member, "__module__", None)
