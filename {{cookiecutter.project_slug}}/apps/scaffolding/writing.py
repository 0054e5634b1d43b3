"""All files, or none."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path
from typing import Final

TEMPORARY: Final = ".scaffold"


@dataclass
class Undo:
    """What was done, and how it was before."""

    folders: list[Path] = field(default_factory=list)
    temporary: list[Path] = field(default_factory=list)
    former: dict[Path, bytes | None] = field(default_factory=dict)

    def back(self) -> None:
        for path, content in self.former.items():
            if content is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(content)
        for path in self.temporary:
            path.unlink(missing_ok=True)
        for folder in reversed(self.folders):
            with suppress(OSError):  # somebody else has put something into it
                folder.rmdir()


def write(root: Path, texts: Mapping[str, str]) -> None:
    """Beside their places first, then each into its place; back to what was if one fails."""
    undo = Undo()
    try:
        for name, text in texts.items():
            _make_folder((root / name).parent, undo)
            beside = _beside(root / name)
            undo.temporary.append(beside)
            beside.write_text(text, encoding="utf-8")
        for name in texts:
            path = root / name
            undo.former[path] = path.read_bytes() if path.exists() else None
            if path.exists():
                _beside(path).chmod(path.stat().st_mode)
            _beside(path).replace(path)
    except BaseException:
        undo.back()
        raise


def _make_folder(folder: Path, undo: Undo) -> None:
    if not folder.exists():
        _make_folder(folder.parent, undo)
        folder.mkdir()
        undo.folders.append(folder)


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}{TEMPORARY}")


def difference(root: Path, texts: Mapping[str, str]) -> str:
    lines: list[str] = []
    for name, text in sorted(texts.items()):
        path = root / name
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        lines += unified_diff(
            before.splitlines(keepends=True),
            text.splitlines(keepends=True),
            f"a/{name}" if path.exists() else "/dev/null",
            f"b/{name}",
        )
    return "".join(lines)
