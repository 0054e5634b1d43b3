"""The template as the tests see it: its folder, its prompts, its manifest of features."""

import json
import shutil
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache"
TREE = "{{cookiecutter.project_slug}}"
PARTS = ("cookiecutter.json", "hooks", TREE)
CACHES = shutil.ignore_patterns("__pycache__", "*.pyc", ".*_cache", ".venv", ".hypothesis")


@cache
def manifest() -> dict[str, Any]:
    text = (ROOT / "cookiecutter.json").read_text(encoding="utf-8")
    content: dict[str, Any] = json.loads(text)
    return content


def features() -> dict[str, dict[str, list[str]]]:
    rows: dict[str, dict[str, list[str]]] = manifest()["_features"]
    return rows


def prompts() -> dict[str, Any]:
    """The questions and their defaults, as cookiecutter asks them."""
    return {name: default for name, default in manifest().items() if not name.startswith("_")}


def choices_of_prompts() -> dict[str, list[str]]:
    return {name: default for name, default in prompts().items() if isinstance(default, list)}


def snapshot(folder: Path) -> Path:
    """Copy what a bake reads, without the caches that tools leave in a working tree."""
    target = folder / "template"
    target.mkdir()
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, target / part, ignore=CACHES)
        else:
            shutil.copy2(source, target / part)
    return target
