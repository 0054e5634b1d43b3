import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path


def python(*arguments: str, folder: Path, environment: Mapping[str, str]) -> str:
    """Run this interpreter in ``folder``; its output, or an error that shows it."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{arguments} failed:\n{done.stdout[-2000:]}\n{done.stderr[-3000:]}")
    return done.stdout
