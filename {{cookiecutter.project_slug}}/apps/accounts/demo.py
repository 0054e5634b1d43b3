"""What `manage.py seed_demo` makes beside the demo user. Every app adds its part in `AppConfig.ready()`."""

from collections.abc import Callable
from typing import Final

from apps.accounts.models import User

Part = Callable[[User], bool]

PARTS: Final[dict[str, Part]] = {}


def register_demo(name: str, part: Part) -> None:
    """`part` makes its rows for the demo user, once: it returns whether there were none before."""
    if PARTS.setdefault(name, part) is not part:
        raise ValueError(f"There is a demo called {name!r} already.")
