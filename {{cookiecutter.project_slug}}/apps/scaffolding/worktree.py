"""Whether git could take back what is going to be written."""

import subprocess
from pathlib import Path
from typing import Final

from apps.scaffolding.errors import Refused

SHOWN: Final = 5
NO_GIT: Final = "Without git nothing can be taken back by it."


def changes(root: Path) -> list[str] | None:
    """What is not committed, or None where there is no git."""
    try:
        done = subprocess.run(
            ["git", "status", "--porcelain", "--", "."],
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return None
    return done.stdout.splitlines() if done.returncode == 0 else None


def require_clean(root: Path) -> str:
    """A note for who runs it, or nothing."""
    found = changes(root)
    if found is None:
        return NO_GIT
    if found:
        shown = "\n".join([*found[:SHOWN], *(["…"] if found[SHOWN:] else [])])
        raise Refused(
            "There are changes that are not committed, and what is written now would be hard to "
            f"tell from them: commit or stash them, or give --force.\n{shown}"
        )
    return ""
