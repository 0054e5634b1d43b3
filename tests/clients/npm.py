"""Programs that npm installs, each in a folder of its own."""

import subprocess
from pathlib import Path

QUIET = ("--silent", "--no-audit", "--no-fund", "--no-package-lock")


def install(folder: Path, *packages: str) -> None:
    (folder / "package.json").write_text('{"private": true}', encoding="utf-8")
    run(folder, "npm", "install", *QUIET, *packages)


def run(folder: Path, *command: str) -> str:
    """What it prints on its standard output."""
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
