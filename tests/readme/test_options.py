"""The pages agree with cookiecutter.json and with each other."""

import re
import runpy
import tomllib

from tests.bake.template import ROOT, TREE, choices_of_prompts, features, manifest

OPTIONS = runpy.run_path(str(ROOT / "scripts" / "options.py"))


def test_the_options_table_is_current() -> None:
    for page in OPTIONS["PAGES"]:
        text = page.read_text(encoding="utf-8")
        assert OPTIONS["filled"](text) == text, f"{page.name} is out of date: run `make docs`"


def test_every_prompt_has_its_wording() -> None:
    asked = [name for name in manifest() if not name.startswith("_")]
    assert list(manifest()["__prompts__"]) == asked
    for name, values in choices_of_prompts().items():
        wording = manifest()["__prompts__"][name]
        assert list(wording) == ["__prompt__", *values]


def test_every_feature_belongs_to_a_prompt() -> None:
    for feature, row in features().items():
        prompt, _, value = feature.partition("=")
        assert prompt in manifest()
        assert not value or value in manifest()[prompt]
        assert all(need.partition("=")[0] in manifest() for need in row["needs"])


def test_every_path_of_a_feature_exists() -> None:
    tree = ROOT / TREE
    missing = [
        path for row in features().values() for path in row["paths"] if not any(tree.glob(path))
    ]
    assert missing == []


def test_the_version_is_told_once() -> None:
    version = manifest()["_template_version"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert project["version"] == version
    assert re.findall(r"^## (\S+)$", changes, re.MULTILINE)[0] == version
