"""The project's Python, as trees of what is worth a look."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Module:
    name: str  # "apps/accounts/views/users.py"
    tree: ast.Module

    @property
    def parts(self) -> tuple[str, ...]:
        return Path(self.name).with_suffix("").parts

    def imports(self) -> list[tuple[str, int]]:
        """Dotted names that it imports, anywhere in it, with the lines."""
        return imported(self.tree)


def modules(root: Path, *folders: str, mentioning: Iterable[str] = ("",)) -> Iterator[Module]:
    """Those whose text holds one of the words: parsing is what takes the time."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            if any(word in text for word in mentioning):
                yield Module(path.relative_to(root).as_posix(), parsed(text))


@lru_cache(maxsize=2048)
def parsed(text: str) -> ast.Module:
    return ast.parse(text)


@lru_cache(maxsize=2048)
def imported(tree: ast.Module) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [(f"{node.module}.{alias.name}", node.lineno) for alias in node.names]
    return found


def called(node: ast.AST) -> str:
    """The last word of what a call calls: `filter` in `User.objects.filter()`."""
    if isinstance(node, ast.Call):
        return called(node.func)
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
