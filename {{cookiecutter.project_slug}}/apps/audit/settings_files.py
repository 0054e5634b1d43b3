"""Where a setting is written: in the module of settings that runs, or one that it takes over."""

import ast
import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from django.conf import ENVIRONMENT_VARIABLE

Place = tuple[Path, int | None]


def place_of_setting(name: str) -> Place | None:
    """Of `STORAGES.staticfiles` where that one is replaced, or else where `STORAGES` is.

    What no module sets is missing from the module that runs.
    """
    running = os.environ.get(ENVIRONMENT_VARIABLE, "")
    file = _file(running)
    return None if file is None else _written(running, name) or (file, None)


def _written(module: str, name: str) -> Place | None:
    """The last word on it: what stands further down replaces what stands above."""
    file = _file(module)
    if file is None:
        return None
    for statement in reversed(_tree(file).body):
        for node in ast.walk(statement):
            if _sets(node, name):
                return file, getattr(node, "lineno", None)
        if found := _written(_taken_over(statement), name):
            return found
    return None


def _taken_over(statement: ast.stmt) -> str:
    """The module of a `from … import *`."""
    if isinstance(statement, ast.ImportFrom) and statement.names[0].name == "*":
        return statement.module or ""
    return ""


def _sets(node: ast.AST, name: str) -> bool:
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, (ast.AnnAssign, ast.NamedExpr)):
        targets = [node.target]
    else:
        return False
    setting, _, key = name.partition(".")
    wanted = {setting, f"{setting}[{key.split('.')[0]!r}]"}
    return any(ast.unparse(target) in wanted for target in targets)


@cache
def _file(module: str) -> Path | None:
    found = find_spec(module) if module else None
    return Path(found.origin) if found and found.origin else None


@cache
def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))
