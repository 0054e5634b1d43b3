"""Other systems by name: ``payments=https://pay.test/ping,maps=https://maps.test/health``."""

import re
from typing import Final

from config.settings.validation import address

NAME: Final = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*")


def pairs(value: str) -> list[tuple[str, str]]:
    items = [item.partition("=") for item in value.split(",") if item.strip()]
    return [(name.strip(), url.strip()) for name, _, url in items]


def named_addresses(value: str) -> str | None:
    """A rule of production's. It repeats no address: there may be a password in it."""
    found = pairs(value)
    names = [name for name, _ in found]
    if not all(NAME.fullmatch(name) for name in names):
        return "must be pairs such as payments=https://host/path, with commas between"
    if len(set(names)) < len(names):
        return "holds a name twice"
    return next((problem for _, url in found if (problem := address("https", "http")(url))), None)
