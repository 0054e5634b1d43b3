"""Workers of one server count together, whoever goes and whoever comes."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

import psutil
import pytest

from config import metrics

COUNTED: Final = re.compile(
    r'^cache_lookups_total\{namespace="openapi",outcome="\w+"\} (\d+)', re.MULTILINE
)
ARGUMENTS: Final = ("config.wsgi:application", "--config", "config/gunicorn.py")
PATIENCE: Final = 60  # seconds
PAUSE: Final = 2.5  # seconds


class Server:
    """gunicorn with two workers, as production starts it, but with the tests' settings."""

    def __init__(self, folder: Path) -> None:
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{free.getsockname()[1]}"
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", *ARGUMENTS],
            env={
                "PATH": os.environ["PATH"],
                "DJANGO_SETTINGS_MODULE": "config.settings.testing",
                "PROMETHEUS_MULTIPROC_DIR": str(folder),
                "GUNICORN_BIND": self.address,
                "WEB_CONCURRENCY": "2",
                "REDIS_URL": "",
                "LOG_LEVEL": "ERROR",
            },
            stderr=subprocess.DEVNULL,
        )

    def get(self, path: str) -> str:
        request = urllib.request.Request(
            f"http://{self.address}{path}", headers={"Host": "localhost", "Connection": "close"}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return str(answer.read().decode())

    def describe_by_both(self) -> None:
        """Two ask for the description at once, which takes a worker long enough for the other one.

        What is asked for again meanwhile stays below the limit of a minute, whoever answers it.
        """
        deadline = time.monotonic() + PATIENCE
        before, pause = self.counted(), 0.0
        while self.counted() < before + 2 and time.monotonic() < deadline:
            time.sleep(pause)
            with ThreadPoolExecutor() as clients:
                list(clients.map(self.get, ("/api/schema/?format=json",) * 2))
            pause = PAUSE

    def workers(self) -> list[int]:
        return [child.pid for child in psutil.Process(self.process.pid).children()]

    def counted(self) -> int:
        return sum(int(count) for count in COUNTED.findall(self.get("/metrics")))

    def files(self) -> list[str]:
        return sorted(path.name for path in self.folder.glob("counter_[0-9]*"))


def settled(server: Server, workers: set[int]) -> None:
    """Wait until two workers run, none of them one of these, and an answer comes."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        now = server.workers()
        if len(now) == 2 and not workers & set(now):
            return
        time.sleep(0.05)
    raise AssertionError(f"{server.workers()} run")


def answers(server: Server) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            server.get("/health/live/")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("it does not answer")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    (tmp_path / "counter_of_an_earlier_run.db").write_bytes(b"not to be read")
    running = Server(tmp_path)
    try:
        answers(running)
        yield running
    finally:
        running.process.terminate()
        running.process.wait(timeout=PATIENCE)


def test_what_all_workers_have_counted_is_shown_by_each(server: Server) -> None:
    """A worker asks the cache for the description once; here each has a cache of its own."""
    server.describe_by_both()

    assert [server.counted() for _ in range(20)] == [2] * 20
    assert server.files() == ["counter_0.db", "counter_1.db"]


def test_what_workers_counted_that_are_gone_is_kept_in_no_file_more(server: Server) -> None:
    server.get("/api/schema/?format=json")
    before = server.counted()
    first = set(server.workers())

    for pid in first:
        os.kill(pid, signal.SIGKILL)
    settled(server, first)

    assert server.counted() == before
    server.describe_by_both()
    assert server.counted() == before + 2
    assert server.files() == ["counter_0.db", "counter_1.db"]


def test_a_worker_takes_the_first_place_that_is_free() -> None:
    running: dict[int, Any] = {7: SimpleNamespace(place="0"), 9: SimpleNamespace(place="2")}
    server, worker = SimpleNamespace(WORKERS=running), SimpleNamespace()

    metrics.give_place(server, worker)

    assert worker.place == "1"
