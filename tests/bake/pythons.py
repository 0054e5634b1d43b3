"""The Pythons of this machine that the template and what it bakes are proven with."""

import os
import sys
from functools import cache
from pathlib import Path


@cache
def pythons() -> tuple[tuple[tuple[int, int], Path], ...]:
    """Every version from 3.11 on that is here, the one that runs this first."""
    roots = [Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions")]
    places = [folder / "bin" for root in roots for folder in sorted(root.glob("*"))]
    places += [Path(place) for place in os.environ.get("PATH", "").split(os.pathsep)]
    found = {sys.version_info[:2]: Path(sys.executable)}
    for minor in range(11, 20):
        for place in places:
            if (place / f"python3.{minor}").is_file() and "shims" not in place.parts:
                found.setdefault((3, minor), place / f"python3.{minor}")
    return tuple(found.items())


def turn(number: int) -> tuple[tuple[int, int], Path]:
    """Whose turn it is: the newest first, and 3.11 for one of eight, for it counts lines slowly."""
    slow = [python for python in pythons() if python[0] < (3, 12)]
    quick = [python for python in reversed(pythons()) if python not in slow]
    if slow and (not quick or number % 8 == 2):
        return slow[0]
    return quick[number % len(quick)]
