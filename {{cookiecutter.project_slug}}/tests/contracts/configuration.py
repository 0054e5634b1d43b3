"""Names of environment variables: where they are read, and where they are written down."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import yaml
from django.conf import settings

ROOT: Final = Path(settings.BASE_DIR)
NAME: Final = re.compile(r"[A-Z][A-Z0-9_]+")
READERS: Final = ("env", "environ")  # env.str(…), os.environ.setdefault(…)


def read_by_settings(folder: Path = ROOT / "config") -> set[str]:
    return {name for path in folder.rglob("*.py") for name in read_by(path.read_text())}


def read_by(source: str) -> Iterator[str]:
    tree = ast.parse(source)
    constants = dict(_constants(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and _is_reader(node.func):
            (argument, *_) = node.args
            known = constants.get(argument.id) if isinstance(argument, ast.Name) else None
            given = argument.value if isinstance(argument, ast.Constant) else known
            if isinstance(given, str):
                yield given


def _is_reader(called: ast.expr) -> bool:
    """`env(…)`, or a method of one of READERS."""
    if isinstance(called, ast.Attribute):
        owner = called.value
        name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
        return name in READERS
    return isinstance(called, ast.Name) and called.id == READERS[0]


def _constants(tree: ast.Module) -> Iterator[tuple[str, Any]]:
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant):
            target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
            yield getattr(target, "id", ""), node.value.value


def checked_in_production() -> set[str]:
    """What production's rules name."""
    tree = ast.parse((ROOT / "config" / "settings" / "production.py").read_text())
    (rules,) = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "refuse"
    ]
    tables = [node for node in ast.walk(rules) if isinstance(node, ast.Dict)]
    keys = [getattr(key, "value", "") for table in tables for key in table.keys]
    return {key for key in keys if NAME.fullmatch(key)}


def documented(text: str | None = None) -> set[str]:
    """In the first column of the tables."""
    page = (ROOT / "docs" / "configuration.md").read_text() if text is None else text
    cells = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    quoted = [name for cell in cells for name in re.findall(r"`([^`]*)`", cell)]
    return {name for name in quoted if NAME.fullmatch(name)}


def in_example() -> set[str]:
    text = (ROOT / ".env.example").read_text()
    return set(re.findall(r"^(?:# )?([A-Z][A-Z0-9_]+)=", text, re.MULTILINE))


def in_compose() -> set[str]:
    """What the project's own containers are given."""
    compose = yaml.safe_load((ROOT / "compose.yml").read_text())
    ours = compose["x-app"]["image"]
    services = [row for row in compose["services"].values() if row.get("image") == ours]
    return {name for row in services for name in row.get("environment", ())}
