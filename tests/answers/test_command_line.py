"""What people type gives the same project as what the tests bake."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.bake.combinations import Answers, covering_set, label
from tests.bake.commandline import bake, environment
from tests.bake.inprocess import Baker
from tests.bake.pythons import pythons
from tests.render.findings import files


def arguments(answers: Answers) -> list[str]:
    return [f"{name}={value}" for name, value in answers.items()]


@pytest.mark.parametrize("answers", covering_set()[:3], ids=label)
def test_the_command_line_bakes_the_same_bytes(
    answers: Answers, template: Path, baker: Baker, tmp_path: Path
) -> None:
    expected = files(baker.bake(answers, tmp_path / "inprocess"))

    done = bake(template, tmp_path / "typed", *arguments(answers))

    assert done.returncode == 0, done.stderr
    project = tmp_path / "typed" / "my_backend"
    found = files(project)
    assert found.pop(".env") != expected.pop(".env")
    assert found == expected
    assert "make setup" in done.stdout
    assert str(project) in done.stdout


def test_answers_come_from_a_configuration_file(template: Path, tmp_path: Path) -> None:
    config = "default_context:\n  project_name: Ledger\n  use_celery: 'no'\n  ci: gitlab\n"

    done = bake(template, tmp_path / "out", config=config)

    assert done.returncode == 0, done.stderr
    answers = recorded(tmp_path / "out" / "ledger")
    assert answers["project_name"] == "Ledger"
    assert answers["use_celery"] is False
    assert answers["ci"] == "gitlab"


def test_answers_are_replayed(template: Path, tmp_path: Path) -> None:
    first = bake(template, tmp_path / "first", "project_name=Ledger", "use_channels=no")

    replay = str(tmp_path / "first-home" / "template.json")
    again = bake(template, tmp_path / "again", "--replay-file", replay)

    assert (first.returncode, again.returncode) == (0, 0), first.stderr + again.stderr
    expected, found = files(tmp_path / "first/ledger"), files(tmp_path / "again/ledger")
    assert found.pop(".env") != expected.pop(".env")
    assert found == expected


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"use_celery": "no"}, "use_celery is 'no'; answer true or false."),
        ({"ci": "jenkins"}, "ci is 'jenkins'; choose github, gitlab, none."),
        ({"project_name": ["Ledger"]}, "project_name is ['Ledger']; write text."),
        ({"project_slug": "json"}, "project_slug is 'json', a module of Python's"),
    ],
)
def test_replayed_answers_are_checked_too(
    changes: dict[str, Any], sentence: str, template: Path, tmp_path: Path
) -> None:
    bake(template, tmp_path / "first", "project_name=Ledger")
    replay = tmp_path / "first-home" / "template.json"
    content = json.loads(replay.read_text(encoding="utf-8"))
    content["cookiecutter"] |= changes
    edited = tmp_path / "edited.json"
    edited.write_text(json.dumps(content), encoding="utf-8")

    done = bake(template, tmp_path / "out", "--replay-file", str(edited))

    assert done.returncode == 1
    assert sentence in done.stderr
    assert not any((tmp_path / "out").iterdir())


def test_a_bake_over_a_project_keeps_its_secrets(template: Path, tmp_path: Path) -> None:
    bake(template, tmp_path)
    secrets = (tmp_path / "my_backend/.env").read_text(encoding="utf-8")
    (tmp_path / "my_backend/notes.txt").write_text("mine\n", encoding="utf-8")

    done = bake(template, tmp_path, "--overwrite-if-exists")

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "my_backend/.env").read_text(encoding="utf-8") == secrets
    assert (tmp_path / "my_backend/notes.txt").read_text(encoding="utf-8") == "mine\n"


def test_a_refused_bake_over_a_project_deletes_nothing(template: Path, tmp_path: Path) -> None:
    bake(template, tmp_path)
    before = files(tmp_path / "my_backend")

    done = bake(template, tmp_path, "--overwrite-if-exists", "timezone=Mars/Olympus")

    assert done.returncode == 1
    assert files(tmp_path / "my_backend") == before


def test_a_bake_needs_no_network_and_no_tool(template: Path, tmp_path: Path) -> None:
    empty = tmp_path / "bin"
    empty.mkdir()
    nowhere = {"PATH": str(empty), "https_proxy": "http://127.0.0.1:9", "UV_OFFLINE": "1"}

    done = bake(template, tmp_path / "out", extra=nowhere)

    assert done.returncode == 0, done.stderr


def test_a_failed_convenience_keeps_the_project(template: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(template, tmp_path / "copy")
    next(copy.glob("{{*/.env.example")).unlink()

    done = bake(copy, tmp_path / "out")

    assert done.returncode == 0, done.stderr
    assert "copy .env.example to .env and fill in its keys." in done.stderr
    assert (tmp_path / "out/my_backend/manage.py").exists()


def recorded(project: Path) -> dict[str, Any]:
    record = json.loads((project / ".template.json").read_text(encoding="utf-8"))
    answers: dict[str, Any] = record["answers"]
    return answers


@pytest.mark.parametrize("python", [path for _, path in pythons()], ids=lambda path: path.name)
def test_every_python_on_this_machine_bakes(
    python: Path,
    template: Path,
    baker: Baker,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    venv = tmp_path / "venv"
    run = [sys.executable, "-m", "uv"]
    subprocess.run([*run, "venv", "--quiet", "--python", str(python), str(venv)], check=True)
    install = [*run, "pip", "install", "--quiet", "--python", str(venv / "bin/python")]
    subprocess.run([*install, "cookiecutter==2.7.1"], check=True, env=environment())

    done = bake(template, tmp_path / "out", python=venv / "bin/python")

    assert done.returncode == 0, done.stderr
    expected = files(baker.bake({}, tmp_path / "inprocess"))
    found = files(tmp_path / "out/my_backend")
    assert found.pop(".env") != expected.pop(".env")
    assert found == expected
    record_property("Pythons baked with", 1)
