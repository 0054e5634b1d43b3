"""A baked project with virtual environments of its own, and how commands run in it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.bake.combinations import Answers
from tests.bake.commandline import environment
from tests.bake.inprocess import Baker
from tests.bake.pythons import turn

# What a shell may hold that would change how a project runs.
UNWANTED = """
    CELERY COV DATABASE DJANGO EMAIL JWT_ PYTEST PYTHON REDIS SECRET VIRTUAL_ENV
""".split()


@dataclass(frozen=True)
class Variant:
    answers: Answers
    folder: Path
    project: Path
    slug: str
    python: tuple[int, int] = sys.version_info[:2]
    number: int = 0  # among those that are run

    def environment(self, extra: Mapping[str, str] | None = None) -> dict[str, str]:
        inherited = {
            name: value
            for name, value in environment().items()
            if not name.startswith(tuple(UNWANTED))
        }
        return {
            **inherited,
            # Variants of one worker stand at the same place, so they can share compiled bytes.
            "PYTHONPYCACHEPREFIX": str(self.folder / "pycache"),
            "MYPY_CACHE_DIR": str(self.folder / "mypy"),
            "RUFF_NO_CACHE": "true",
            "PATH": f"{self.folder / 'venv' / 'bin'}{os.pathsep}{inherited['PATH']}",
            **(extra or {}),
        }

    def run(
        self,
        *command: str,
        env: Mapping[str, str] | None = None,
        venv: str = "venv",
        expect: int = 0,
        timeout: int = 900,
    ) -> str:
        """Run a program of a virtual environment; the whole output if it ends as expected."""
        program = self.folder / venv / "bin" / command[0]
        done = subprocess.run(
            [str(program), *command[1:]],
            cwd=self.project,
            env=self.environment(env),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=timeout,
        )
        assert done.returncode == expect, f"{' '.join(command)}: {done.returncode}\n{done.stdout}"
        return done.stdout

    def manage(self, *arguments: str, env: Mapping[str, str], venv: str = "venv") -> str:
        return self.run("python", "manage.py", *arguments, env=env, venv=venv)


def make(answers: Answers, baker: Baker, folder: Path, slug: str, number: int) -> Variant:
    """Bake, and install what the project's own requirements name: all of it, and production's.

    Variants of different ``number`` run on different Pythons, if this machine has more than one.
    """
    version, python = turn(number)
    shutil.rmtree(folder / "project", ignore_errors=True)
    project = baker.bake({**answers, "project_slug": slug}, folder / "project")
    # A checkout has none: every run below says what its environment is.
    (project / ".env").unlink()
    for name, requirements in (("venv", "development"), ("production", "production")):
        install(folder / name, project, f"requirements/{requirements}.txt", python)
    return Variant(answers, folder, project, slug, version, number)


def with_one_venv(answers: Answers, baker: Baker, folder: Path, requirements: str) -> Variant:
    """Bake as it would be checked out, and install `requirements/<requirements>.txt`."""
    shutil.rmtree(folder / "project", ignore_errors=True)
    project = baker.bake(answers, folder / "project")
    (project / ".env").unlink()
    install(folder / "venv", project, f"requirements/{requirements}.txt")
    return Variant(answers, folder, project, project.name)


def install(
    venv: Path, project: Path, requirements: str, python: Path = Path(sys.executable)
) -> None:
    made = run_uv("venv", "--quiet", "--clear", "--python", str(python), str(venv), cwd=project)
    assert made.returncode == 0, made.stderr
    packages = ["-r", requirements, "-c", "requirements/constraints.txt"]
    command = ["pip", "install", "--quiet", "--python", str(venv / "bin" / "python"), *packages]
    # Most of what a variant needs another one has brought; asking the index again takes longer.
    done = run_uv(*command, "--offline", cwd=project)
    if done.returncode:
        done = run_uv(*command, cwd=project)
    assert done.returncode == 0, done.stderr


def run_uv(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "uv", *arguments],
        cwd=cwd,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
