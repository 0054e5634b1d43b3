"""The commands of both READMEs work as they stand."""

import os
import re
import shutil
import socket
import subprocess
from pathlib import Path

import httpx
import pytest

from tests.bake.combinations import choices
from tests.bake.commandline import environment
from tests.bake.inprocess import Baker
from tests.bake.template import CACHES, ROOT
from tests.readme.commands import run, run_page, serving
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


@pytest.mark.xdist_group("readme")
def test_the_commands_of_the_template(repository: Path, shell: dict[str, str]) -> None:
    outputs = run_page(repository / "README.md", repository, shell)

    assert len(outputs) == 2
    assert all("Password: " in output for output in outputs[:1])
    assert (repository / ".cache/projects/ledger/.gitlab-ci.yml").is_file()


@pytest.mark.xdist_group("readme")
def test_the_demo_logs_in_as_printed(repository: Path, shell: dict[str, str]) -> None:
    with serving("make demo", repository, shell) as log:
        printed = log.read_text(encoding="utf-8")
        log_in, read_me = re.findall(r"^\s+(curl .*)$", printed, re.MULTILINE)[:2]

        tokens = httpx.Response(200, text=run(log_in, repository, shell)).json()
        answer = run(read_me.replace("ACCESS_TOKEN", tokens["access"]), repository, shell)

        assert httpx.Response(200, text=answer).json()["email"] == "demo@example.com"
        for page in ("admin/login/", "api/docs/", "api/redoc/"):
            shown = httpx.get(f"http://localhost:{shell['PORT']}/{page}")
            assert (shown.status_code, shown.headers["content-type"]) == (
                200,
                "text/html; charset=utf-8",
            )


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


@pytest.mark.xdist_group("readme")
def test_the_commands_of_a_baked_project(
    baker: Baker, tmp_path: Path, shell: dict[str, str]
) -> None:
    answers = {name: values[0] for name, values in choices().items()}
    project = baker.bake(answers, tmp_path)

    outputs = run_page(project / "README.md", project, shell)

    assert len(outputs) >= 1
