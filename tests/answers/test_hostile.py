"""Answers that are odd but honest bake into projects that read them back as they were given."""

import json
import runpy
from pathlib import Path

import pytest

from tests.answers.odd import ODD
from tests.bake.commandline import bake
from tests.bake.inprocess import Baker
from tests.render.findings import search
from tests.render.test_every_combination import assert_ruff_is_content


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_an_odd_name_bakes_into_a_clean_project(text: str, baker: Baker, tmp_path: Path) -> None:
    answers = {"project_name": text, "description": text, "author_name": text}

    project = baker.bake({**answers, "project_slug": "ledger"}, tmp_path)

    expected = text.replace("{{ 7 * 7 }}", "49")
    assert read_back(project) == [expected] * 4
    defaults = json.loads((project / ".template.json").read_text(encoding="utf-8"))["answers"]
    assert search(project, defaults) == []
    assert_ruff_is_content(tmp_path)


def read_back(project: Path) -> list[str]:
    """Name, description and author as Python, JSON and the licence hold them."""
    python = runpy.run_path(str(project / "config" / "project.py"))["PROJECT"]
    record = json.loads((project / ".template.json").read_text(encoding="utf-8"))["answers"]
    holder = (project / "LICENSE").read_text(encoding="utf-8")
    author = record["author_name"]
    assert f" {author}\n" in holder
    return [python["name"], python["description"], record["project_name"], author]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("email", "o'brien+ledger@mail.example.co.uk"),
        ("email", "Ada@Example.com"),
        ("domain_name", "xn--bcher-kva.example"),
        ("domain_name", "api-2.3d.example.museum"),
        ("timezone", "America/Argentina/Buenos_Aires"),
        ("timezone", "Etc/GMT+5"),
        ("project_slug", "x"),
        ("project_slug", "x" * 40),
    ],
)
def test_an_unusual_answer_is_accepted(name: str, value: str, baker: Baker, tmp_path: Path) -> None:
    project = baker.bake({name: value}, tmp_path)

    record = json.loads((project / ".template.json").read_text(encoding="utf-8"))["answers"]
    assert record[name] == value
    assert search(project, record) == []
    assert_ruff_is_content(tmp_path)


def test_the_command_line_takes_odd_answers_in_any_locale(template: Path, tmp_path: Path) -> None:
    answers = [f"project_name={ODD['emoji']}", f"description={ODD['backslashes']}"]

    done = bake(
        template,
        tmp_path / "out",
        *answers,
        "project_slug=ledger",
        extra={"LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
    )

    assert done.returncode == 0, done.stderr
    assert read_back(tmp_path / "out/ledger")[:2] == [ODD["emoji"], ODD["backslashes"]]
