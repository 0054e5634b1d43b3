"""One virtual environment for every stack, made on first use and again when a requirement moves."""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from measure.paths import BENCHMARKS, CACHE, TREE

# The templated requirements install as they stand: their conditions are comments.
REQUIREMENTS = (TREE / "requirements/production.txt", BENCHMARKS / "requirements.txt")
CONSTRAINTS = TREE / "requirements/constraints.txt"


def enter() -> None:
    """Go on inside that environment: replaces the running process unless it is there already."""
    home = CACHE / "venv"
    if Path(sys.prefix) == home:
        return
    stamp = home / "requirements.sha256"
    wanted = _fingerprint()
    if not stamp.exists() or stamp.read_text() != wanted:
        _make(home)
        stamp.write_text(wanted)
    python = str(home / "bin/python")
    os.execv(python, [python, *sys.argv])  # noqa: S606 - our own interpreter, no shell


def _fingerprint() -> str:
    files = (*REQUIREMENTS, TREE / "requirements/base.txt", CONSTRAINTS)
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _make(home: Path) -> None:
    print("Installing the environment of the benchmarks ...", flush=True)
    venv.create(home, clear=True, with_pip=True)
    arguments = ["install", "--quiet", "--quiet", "-c", str(CONSTRAINTS)]
    for file in REQUIREMENTS:
        arguments += ["-r", str(file)]
    python = str(home / "bin/python")
    if uv := shutil.which("uv"):
        subprocess.run([uv, "pip", *arguments, "--python", python], check=True)
    else:
        subprocess.run([python, "-m", "pip", *arguments], check=True)
