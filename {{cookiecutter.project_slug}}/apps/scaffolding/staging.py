"""A copy of the project, in which what is planned is formatted, migrated and checked."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from apps.scaffolding import budget
from apps.scaffolding.errors import Refused
from apps.scaffolding.plan import Plan

WRITTEN: Final = ("apps", "config", "docs", "services", "tests")  # copied; the rest is linked
LEFT_OUT: Final = (".git", ".venv", "db.sqlite3")
CACHES: Final = shutil.ignore_patterns("__pycache__", "*.pyc", ".*_cache")
# On a database of its own: the one that tests make elsewhere may be in use.
TESTING: Final = {
    "DJANGO_SETTINGS_MODULE": "config.settings.testing",
    "DATABASE_URL": "sqlite://:memory:",
}
LINT: Final = ("check", "--fix", "--quiet", "--exit-zero", "--select", "I,F401,RUF022")


@dataclass(frozen=True)
class Staged:
    root: Path
    is_formatted: bool
    texts: dict[str, str]


@contextmanager
def copy_of(root: Path) -> Iterator[Path]:
    with TemporaryDirectory(prefix="scaffold-") as folder:
        stage = Path(folder) / root.name
        stage.mkdir()
        for path in root.iterdir():
            if path.name in WRITTEN:
                shutil.copytree(path, stage / path.name, ignore=CACHES, symlinks=True)
            elif path.is_dir() or path.name == ".env":
                if path.name not in LEFT_OUT:
                    (stage / path.name).symlink_to(path)
            elif not path.name.startswith("db."):
                shutil.copy2(path, stage / path.name)
        yield stage


def staged(plan: Plan, migrate: str = "") -> Staged:
    """The texts as they will be written, with the migration of the app `migrate`."""
    with copy_of(plan.root) as stage:
        for name, text in plan.texts.items():
            path = stage / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        python = [name for name in plan.texts if name.endswith(".py")]
        is_formatted = _format(stage, python)
        texts = {name: (stage / name).read_text(encoding="utf-8") for name in plan.texts}
        before = _migrations(stage, migrate)
        command = ("makemigrations", migrate, "--no-input") if migrate else ("check",)
        _run(stage, "manage.py", *command, "--verbosity", "0")
        texts |= {
            name: (stage / name).read_text(encoding="utf-8")
            for name in sorted(_migrations(stage, migrate) - before)
        }
        routes = budget.files(stage, texts)
        if routes and find_spec("pytest"):
            counting = budget.tests_of(routes)
            _run(stage, "-m", "pytest", *budget.OPTIONS, *counting, env=TESTING)
            texts |= budget.recorded(stage, routes)
        return Staged(plan.root, is_formatted, texts)


def _migrations(stage: Path, app: str) -> set[str]:
    found = (stage / "apps" / app / "migrations").glob("*.py") if app else ()
    return {path.relative_to(stage).as_posix() for path in found}


def ruff() -> str | None:
    beside = Path(sys.executable).with_name("ruff")
    return str(beside) if beside.exists() else shutil.which("ruff")


def _format(stage: Path, names: Sequence[str]) -> bool:
    program = ruff()
    if program is None:
        return False
    for arguments in (LINT, ("format", "--quiet")):
        done = subprocess.run(
            [program, *arguments, "--no-cache", *names],
            cwd=stage,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Refused(
                f"ruff does not accept what would be written:\n{done.stdout}{done.stderr}"
            )
    return True


def _run(stage: Path, *arguments: str, env: Mapping[str, str] | None = None) -> None:
    """Python, on the copy alone."""
    paths = os.pathsep.join(filter(None, (str(stage), os.environ.get("PYTHONPATH"))))
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=stage,
        env={**os.environ, **(env or {}), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Refused(f"Nothing was written, for it would not work:\n{done.stdout}{done.stderr}")
