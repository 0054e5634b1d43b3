"""Bake as people do: the cookiecutter command in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.bake.template import CACHE

UNCOMPILED = "PYTHONDONTWRITEBYTECODE"


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """This process's environment, with one cache of wheels for all of the tests.

    Where the machine forbids to write compiled bytes, each process would compile all that it imports.
    """
    inherited = {key: value for key, value in os.environ.items() if key != UNCOMPILED}
    shared = {"UV_CACHE_DIR": str(CACHE / "uv"), "UV_LINK_MODE": "hardlink"}
    return {**inherited, **shared, **(extra or {})}


def bake(
    template: Path,
    folder: Path,
    *arguments: str,
    config: str = "",
    python: Path | str = sys.executable,
    extra: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Bake into ``folder``; cookiecutter keeps what it remembers beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    home = folder.with_name(f"{folder.name}-home")
    home.mkdir(exist_ok=True)
    (home / "config.yaml").write_text(
        f"{config}replay_dir: {home}\ncookiecutters_dir: {home}\n", encoding="utf-8"
    )
    command = [str(python), "-m", "cookiecutter", str(template), "--output-dir", str(folder)]
    command += ["--config-file", str(home / "config.yaml")]
    if "--replay-file" not in arguments:
        command.append("--no-input")
    return subprocess.run(
        [*command, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=environment(extra),
    )
