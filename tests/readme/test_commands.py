"""The commands of both READMEs work as they stand."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.bake.commandline import environment
from tests.bake.inprocess import Baker
from tests.bake.template import CACHES, ROOT
from tests.readme.commands import run, run_page
from tests.run.processes import free_port

NOT_COPIED = {".git", ".cache", ".demo", ".venv"}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The repository as a newcomer has it."""
    copy = tmp_path / "repository"
    copy.mkdir()
    for part in ROOT.iterdir():
        if part.is_dir() and part.name not in NOT_COPIED:
            shutil.copytree(part, copy / part.name, ignore=CACHES)
        elif part.is_file():
            shutil.copy2(part, copy / part.name)
    return copy


@pytest.fixture
def shell() -> dict[str, str]:
    """A newcomer's environment: no virtual environment active, a free port."""
    kept = {
        name: value
        for name, value in environment().items()
        if not name.startswith(("VIRTUAL_ENV", "DJANGO", "PYTEST", "MAKE", "MFLAGS"))
    }
    own = str(ROOT / ".venv" / "bin")
    path = [place for place in kept["PATH"].split(os.pathsep) if place != own]
    return {**kept, "PATH": os.pathsep.join(path), "PORT": str(free_port())}


class Visitor:
    """Does with a server what its printed lines say, and looks at its pages."""

    def __init__(self, shell: dict[str, str]) -> None:
        self.shell = shell
        self.visits = 0

    def __call__(self, printed: str) -> None:
        log_in, read_me = re.findall(r"^\s+(curl .*)$", printed, re.MULTILINE)[-2:]
        tokens = json.loads(self.run(log_in))
        answer = self.run(read_me.replace("ACCESS_TOKEN", tokens["access"]))
        assert json.loads(answer)["email"] == "demo@example.com"
        for page in ("admin/login/", "api/docs/", "api/redoc/"):
            shown = httpx.get(f"http://localhost:{self.shell['PORT']}/{page}")
            assert shown.status_code == 200
            assert shown.headers["Content-Type"].startswith("text/html")
        self.visits += 1

    def run(self, line: str) -> str:
        return run(line, ROOT, self.shell)


def test_the_commands_of_the_template(repository: Path, shell: dict[str, str]) -> None:
    visitor = Visitor(shell)

    run_page(repository / "README.md", repository, shell, visitor)

    assert visitor.visits == 2
    assert (repository / ".cache/projects/ledger/.gitlab-ci.yml").is_file()


def test_the_demo_says_that_its_port_is_taken(repository: Path, shell: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        done = subprocess.run(
            ["make", "demo", f"PORT={port}"],
            cwd=repository,
            env=shell,
            capture_output=True,
            text=True,
            check=False,
        )

    assert done.returncode != 0
    assert f"Port {port} is taken. Choose another: make demo PORT={port + 1}" in done.stderr
    assert not (repository / ".demo").exists()


def test_the_commands_of_a_baked_project(
    baker: Baker, tmp_path: Path, shell: dict[str, str]
) -> None:
    project = baker.bake({}, tmp_path / "baked")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "uv").symlink_to(Path(sys.executable).parent / "uv")
    visitor = Visitor({**shell, "PATH": f"{tmp_path / 'bin'}{os.pathsep}{shell['PATH']}"})

    run_page(project / "README.md", project, visitor.shell, visitor)

    assert visitor.visits == 1
