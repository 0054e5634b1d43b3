"""The template as a bake reads it, without what editors and checkers leave in the tree."""

import shutil
from pathlib import Path
from typing import Final

from measure.paths import TEMPLATE, TREE

PARTS: Final = ("cookiecutter.json", "hooks", TREE.name)
LEFTOVERS: Final = shutil.ignore_patterns("__pycache__", ".*_cache")


def snapshot(target: Path) -> Path:
    """A copy: edits made meanwhile disturb no measurement."""
    target.mkdir()
    for part in PARTS:
        source = TEMPLATE / part
        if source.is_dir():
            shutil.copytree(source, target / part, ignore=LEFTOVERS)
        else:
            shutil.copy(source, target)
    return target
