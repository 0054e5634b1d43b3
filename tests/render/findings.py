"""What a rendered project must not hold: each function yields sentences about what it found."""

import json
import re
import tomllib
import warnings
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.bake.combinations import chosen
from tests.bake.template import features, manifest

# The record of the answers names every prompt; the pins name what chosen packages pull in.
MAY_NAME_FEATURES = {".template.json", "requirements/constraints.txt"}
BINARY = {".png", ".ico", ".woff2", ".mo"}
# Made anew for each bake: short words come up in them by chance.
SECRET = re.compile(r"^(SECRET_KEY|JWT_SIGNING_KEY)=[\w-]{60,}$", re.MULTILINE)
VARIABLE = re.compile(r"cookiecutter\.(?:_\w+|" + "|".join(manifest()) + r")\b")


def files(project: Path) -> dict[str, str]:
    return {
        path.relative_to(project).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(project.rglob("*"))
        if path.is_file() and path.suffix not in BINARY
    }


def compile_strictly(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        compile(text, "baked.py", "exec", dont_inherit=True)


PARSERS: dict[str, Callable[[str], object]] = {
    ".py": compile_strictly,
    ".toml": tomllib.loads,
    ".json": json.loads,
    ".yml": lambda text: list(yaml.safe_load_all(text)),
    ".yaml": lambda text: list(yaml.safe_load_all(text)),
}


@cache
def parse_error(suffix: str, text: str) -> str | None:
    """Why ``text`` cannot be read; most files are the same in most bakes."""
    try:
        PARSERS[suffix](text)
    except (SyntaxError, SyntaxWarning, ValueError, yaml.YAMLError) as error:
        return str(error)
    return None


def unparsed(texts: Mapping[str, str]) -> Iterator[str]:
    for name, text in texts.items():
        suffix = Path(name).suffix
        if suffix in PARSERS and (error := parse_error(suffix, text)):
            yield f"{name} cannot be read: {error}"


@cache
def words_in(text: str) -> frozenset[str]:
    """The words of any feature that ``text`` holds, as words or at the start of one."""
    lowered = text.lower()
    every = {word for row in features().values() for word in row["traces"]}
    return frozenset(
        word for word in every if re.search(rf"(?<![a-z]){re.escape(word.lower())}", lowered)
    )


def markers(texts: Mapping[str, str]) -> Iterator[str]:
    for name, text in texts.items():
        if "# {%" in text or "# {#" in text:
            yield f"{name} holds a template's condition or comment"
        if found := VARIABLE.search(text):
            yield f"{name} holds {found.group()}"


def traces(texts: Mapping[str, str], answers: Mapping[str, Any]) -> Iterator[str]:
    """Words of features that were not chosen, in names and contents."""
    for feature, row in features().items():
        if chosen(feature, answers):
            continue
        for name, text in texts.items():
            said = SECRET.sub("", text) if name == ".env" else text
            held = words_in(name) | words_in("" if name in MAY_NAME_FEATURES else said)
            for word in row["traces"]:
                if word in held:
                    yield f"{name} speaks of {word} without {feature}"


def emptiness(project: Path, texts: Mapping[str, str]) -> Iterator[str]:
    for name, text in texts.items():
        if not text.strip() and Path(name).name != "__init__.py":
            yield f"{name} is empty"
    for folder in project.rglob("*"):
        if folder.is_dir() and {path.name for path in folder.iterdir()} <= {"__init__.py"}:
            yield f"{folder.relative_to(project)} holds nothing"


def untidiness(texts: Mapping[str, str]) -> Iterator[str]:
    for name, text in texts.items():
        if "\n\n\n\n" in text or text.startswith("\n") or text.endswith("\n\n"):
            yield f"{name} has blank lines where a condition was"
        if text and not text.endswith("\n"):
            yield f"{name} does not end its last line"
        if re.search(r"[ \t]+$", text, re.MULTILINE):
            yield f"{name} has spaces at the end of a line"
        if "\r" in text:
            yield f"{name} has carriage returns"


def search(project: Path, answers: Mapping[str, Any]) -> list[str]:
    texts = files(project)
    return [
        *unparsed(texts),
        *markers(texts),
        *traces(texts, answers),
        *emptiness(project, texts),
        *untidiness(texts),
    ]
