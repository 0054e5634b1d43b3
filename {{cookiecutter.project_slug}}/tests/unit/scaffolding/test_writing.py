"""All files or none."""

import subprocess
from pathlib import Path

import pytest

from apps.scaffolding import worktree
from apps.scaffolding.errors import Refused
from apps.scaffolding.writing import difference, write

TEXTS = {"a.py": "new\n", "deep/er/b.py": "b\n", "deep/c.py": "c\n"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "a.py").write_text("old\n")
    (tmp_path / "a.py").chmod(0o755)
    return tmp_path


def tree(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_text() if path.is_file() else "folder"
        for path in root.rglob("*")
    }


def test_everything_is_written(root: Path) -> None:
    write(root, TEXTS)

    assert {name: text for name, text in tree(root).items() if text != "folder"} == TEXTS
    assert (root / "a.py").stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize("method", ["write_text", "replace", "mkdir"])
@pytest.mark.parametrize("call", [1, 2, 3])
def test_a_failure_in_the_middle_leaves_the_tree_as_it_was(
    root: Path, monkeypatch: pytest.MonkeyPatch, method: str, call: int
) -> None:
    before, calls, real = tree(root), iter(range(1, 10)), getattr(Path, method)

    def failing(*args: object, **kwargs: object) -> object:
        if next(calls) == call:
            raise OSError("the disk is full")
        return real(*args, **kwargs)

    monkeypatch.setattr(Path, method, failing)
    texts = {**TEXTS, "third/d.py": "d\n"}

    with pytest.raises(OSError, match="full"):
        write(root, texts)

    monkeypatch.undo()
    assert tree(root) == before


def test_a_folder_that_somebody_else_uses_meanwhile_stays(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(path: Path, target: Path) -> None:
        (root / "deep" / "theirs.py").write_text("theirs")
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", failing)

    with pytest.raises(KeyboardInterrupt):
        write(root, TEXTS)

    assert tree(root) == {"a.py": "old\n", "deep": "folder", "deep/theirs.py": "theirs"}


def test_a_difference_shows_what_is_new_and_what_is_changed(root: Path) -> None:
    shown = difference(root, TEXTS)

    assert "--- a/a.py\n+++ b/a.py\n@@ -1 +1 @@\n-old\n+new\n" in shown
    assert "--- /dev/null\n+++ b/deep/c.py\n" in shown


def git(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@acme.test")
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


def test_a_clean_tree_and_a_dirty_one(root: Path) -> None:
    git(root, "init")
    git(root, "add", ".")
    git(root, "commit", "-m", "first")

    assert worktree.require_clean(root) == ""
    for number in range(7):
        (root / f"{number}.py").touch()
    with pytest.raises(Refused, match="commit or stash them, or give --force") as caught:
        worktree.require_clean(root)
    assert str(caught.value).splitlines()[1:] == [*(f"?? {number}.py" for number in range(5)), "…"]


def test_without_git_it_says_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(root.parent))
    assert worktree.require_clean(root) == worktree.NO_GIT

    monkeypatch.setenv("PATH", "")

    assert worktree.require_clean(root) == worktree.NO_GIT
