"""Bake in this process: one Jinja environment, templates compiled once, hooks without a start-up.

``tests/answers/test_command_line.py`` proves that the real command line writes the same bytes.
"""

import contextlib
import io
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any
from unittest import mock

from cookiecutter import generate, prompt
from cookiecutter.environment import StrictEnvironment
from jinja2 import FileSystemBytecodeCache, FileSystemLoader, Template

from tests.bake.template import CACHE, TREE


@dataclass(frozen=True)
class Plain:
    """Text without a marker renders as it stands."""

    text: str

    def render(self, **_: Any) -> str:
        return self.text


class SharedEnvironment(StrictEnvironment):  # type: ignore[misc]
    """Compiles a file once, however often generate_files sets a new loader."""

    def __init__(self, template: Path, **options: Any) -> None:
        folder = CACHE / "jinja"
        folder.mkdir(parents=True, exist_ok=True)
        bytecode = FileSystemBytecodeCache(str(folder))
        super().__init__(bytecode_cache=bytecode, keep_trailing_newline=True, **options)
        self.tree = template / TREE
        self.files = FileSystemLoader(self.tree)
        self.markers = (
            self.variable_start_string,
            self.block_start_string,
            self.comment_start_string,
        )
        self.compiled: dict[str, Template | Plain] = {}

    def is_plain(self, text: str) -> bool:
        return not any(marker in text for marker in self.markers)

    def get_template(self, name: str, *_: Any, **__: Any) -> Template | Plain:
        if name not in self.compiled:
            text = (self.tree / name).read_text(encoding="utf-8")
            self.loader = self.files
            plain = self.is_plain(text)
            self.compiled[name] = Plain(text) if plain else super().get_template(name)
        return self.compiled[name]

    def from_string(self, source: str, *_: Any, **__: Any) -> Template | Plain:
        if self.is_plain(source):
            return Plain(source)
        key = f"string:{source}"
        if key not in self.compiled:
            self.compiled[key] = super().from_string(source)
        return self.compiled[key]


class Baker:
    def __init__(self, template: Path) -> None:
        self.template = template
        context = generate.generate_context(str(template / "cookiecutter.json"))
        variables = context["cookiecutter"]["_jinja2_env_vars"]
        self.environment = SharedEnvironment(template, context=context, **variables)
        # Asked by a path that is relative to the tree, so it may be remembered.
        self.is_binary = cache(generate.is_binary)

    def bake(self, answers: Mapping[str, Any], folder: Path) -> Path:
        """Bake into ``folder`` and return the project; ``SystemExit`` if the answers are refused."""
        with (
            mock.patch.object(generate, "is_binary", self.is_binary),
            mock.patch.object(generate, "create_env_with_context", self.shared),
            mock.patch.object(prompt, "create_env_with_context", self.shared),
        ):
            context = generate.generate_context(
                str(self.template / "cookiecutter.json"), extra_context=dict(answers)
            )
            context["cookiecutter"] = prompt.prompt_for_config(context, no_input=True)
            context["cookiecutter"] |= {
                "_template": str(self.template),
                "_output_dir": str(folder),
                "_repo_dir": str(self.template),
                "_checkout": None,
            }
            self.run_hook("pre_gen_project", context, self.template)
            project = Path(
                generate.generate_files(
                    self.template, context, output_dir=folder, accept_hooks=False
                )
            )
            self.run_hook("post_gen_project", context, project)
        return project

    def shared(self, _context: Mapping[str, Any]) -> SharedEnvironment:
        return self.environment

    def run_hook(self, name: str, context: Mapping[str, Any], folder: Path) -> None:
        source = (self.template / "hooks" / f"{name}.py").read_text(encoding="utf-8")
        code: CodeType = compile(
            self.environment.from_string(source).render(**context), f"{name}.py", "exec"
        )
        output = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
        before = os.environ.copy()
        with contextlib.chdir(folder), contextlib.redirect_stdout(output):
            exec(code, {"__name__": "__main__"})  # noqa: S102 - as cookiecutter runs it
        assert os.environ == before
