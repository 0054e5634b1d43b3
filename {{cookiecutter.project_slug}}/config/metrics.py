"""gunicorn's workers count together: each in a file of its own, and whichever is asked reads them all.

As https://prometheus.github.io/client_python/multiprocess/ says, but for one thing: a file is named by
its worker's place among those that run, not by its process id. Who comes after a worker counts on in its
file, so there are never more files than workers were at once, and /dev/shm does not fill up.
"""

import os
import shutil
import tempfile
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, Final

from config.env import env

NAME: Final = "PROMETHEUS_MULTIPROC_DIR"
mine: Final = {"place": "master"}


@cache
def begin() -> Path:
    """The folder, emptied. To be called before an app is loaded; gunicorn calls it at each reload, too."""
    given = env.str(NAME, default="")
    folder = Path(given or tempfile.mkdtemp(prefix="metrics-", dir="/dev/shm"))
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob("*.db"):
        left.unlink()
    os.environ[NAME] = str(folder)

    from prometheus_client import values  # looks at the environment when it is imported

    values.ValueClass = values.MultiProcessValue(lambda: mine["place"])  # type: ignore[no-untyped-call]
    return folder


def give_place(server: Any, worker: Any) -> None:
    taken = {other.place for other in server.WORKERS.values()}
    worker.place = next(place for place in map(str, count()) if place not in taken)


def take_place(worker: Any) -> None:
    mine["place"] = worker.place


def leave_place(worker: Any) -> None:
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.place)  # type: ignore[no-untyped-call]


def end() -> None:
    """Take away the folder, unless it was given."""
    if not env.str(NAME, default=""):
        shutil.rmtree(begin())
