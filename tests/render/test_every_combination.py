"""Every valid combination of answers renders into a clean tree."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from tests.bake.combinations import Answers, label, sample
from tests.bake.inprocess import Baker
from tests.render.findings import files, search

BOUND = 400  # combinations in one run, unless all are asked for
BATCH = 12


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "batch" in metafunc.fixturenames:
        chosen = sample(None if metafunc.config.getoption("--all") else BOUND)
        batches = [chosen[start : start + BATCH] for start in range(0, len(chosen), BATCH)]
        metafunc.parametrize("batch", batches, ids=[label(batch[0]) for batch in batches])


@pytest.fixture
def in_memory() -> Iterator[Path]:
    """A folder in memory where the system has one: half a million small files are dear on disks."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of its own is made there
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Path(folder)


def test_a_combination_leaves_no_trace_of_another(
    batch: list[Answers],
    baker: Baker,
    in_memory: Path,
    record_property: Callable[[str, object], None],
) -> None:
    findings = []
    for answers in batch:
        project = baker.bake(answers, in_memory / label(answers))

        findings += [f"{label(answers)}: {finding}" for finding in search(project, answers)]
        forget_what_ruff_has_seen(project)

    assert "\n".join(findings) == ""
    assert_ruff_is_content(in_memory)
    record_property("combinations rendered", len(batch))


SEEN: set[bytes] = set()


def forget_what_ruff_has_seen(project: Path) -> None:
    """Empty the files that had these bytes in this place under these rules in another bake.

    Most are the same in most bakes. They stay as names: ruff sorts imports by which there are.
    """
    rules = (project / "pyproject.toml").read_text(encoding="utf-8")
    rules = rules[rules.index("[tool.ruff") : rules.index("[tool.mypy")]
    for path in project.rglob("*.py"):
        content = path.read_bytes()
        place = f"{rules}\0{path.relative_to(project)}\0".encode()
        key = sha256(place + content).digest()
        if key in SEEN:
            path.write_bytes(b"")
        SEEN.add(key)


def assert_ruff_is_content(folder: Path) -> None:
    for command in (["format", "--check"], ["check"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--quiet", "--no-cache", "."],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_the_templated_tree_is_clean_as_it_stands(template: Path) -> None:
    tree = next(path for path in template.iterdir() if path.name.startswith("{{"))

    assert_ruff_is_content(tree)


def test_the_same_answers_give_the_same_bytes(baker: Baker, tmp_path: Path) -> None:
    first = files(baker.bake({}, tmp_path / "first"))
    second = files(baker.bake({}, tmp_path / "elsewhere" / "second"))

    assert first.pop(".env") != second.pop(".env")
    assert first == second


def test_files_keep_their_modes(baker: Baker, tmp_path: Path) -> None:
    project = baker.bake({}, tmp_path)

    assert (project / ".env").stat().st_mode & 0o777 == 0o600
    assert (project / "manage.py").stat().st_mode & 0o111
