"""Edits of files that are not Python."""

import re
import tomllib
from typing import Final

from apps.scaffolding.errors import Refused

CONTRACT: Final = "The core knows no domain"
FORBIDDEN: Final = re.compile(
    rf'(\nname = "{CONTRACT}"\n(?:(?!\n\n)[\s\S])*?\nforbidden_modules = \[)([^\]]*)(\])'
)
INDEX: Final = re.compile(r"^## Documentation\n\n(?:\|.*\n)+", re.MULTILINE)


def forbid_to_the_core(text: str, module: str) -> str:
    """The core knows no domain: the new one neither."""
    found = FORBIDDEN.search(text)
    if found is None:
        raise Refused(
            f"pyproject.toml has no import contract '{CONTRACT}' with a list of forbidden_modules: "
            "bring it back, or wire the app by hand."
        )
    if f'"{module}"' in found[2]:
        return text
    kept = found[2].rstrip().rstrip(",")
    new = f'{text[: found.end(2)].removesuffix(found[2])}{kept}, "{module}"{text[found.end(2) :]}'
    tomllib.loads(new)
    return new


def add_page(text: str, row: str) -> str | None:
    """A row at the end of the README's list of pages; None where there is no such list."""
    if row.split("|")[1] in text:
        return text
    found = INDEX.search(text)
    return f"{text[: found.end()]}{row}\n{text[found.end() :]}" if found else None
