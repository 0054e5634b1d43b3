"""A sign of life of a process that serves no page: a file that it touches now and then.

``python -m utils.heartbeat`` looks at it from a container's health check, and costs no start of Django.
"""

import sys
import tempfile
import time
from pathlib import Path
from typing import Final

MEMORY: Final = Path("/dev/shm")  # noqa: S108 - a container's file system may be read-only
FILE = (MEMORY if MEMORY.is_dir() else Path(tempfile.gettempdir())) / "heartbeat"
SILENCE: Final = 90  # seconds; longer than any loop waits


def beat() -> None:
    FILE.touch()


def is_alive() -> bool:
    return FILE.exists() and time.time() - FILE.stat().st_mtime < SILENCE


if __name__ == "__main__":
    sys.exit(not is_alive())
