"""Servers as child processes: started on a free port, awaited, and stopped with their children."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from measure.wire import get

PATIENCE = 60  # seconds


@dataclass(frozen=True, kw_only=True)
class Server:
    """How to start one stack. ``{port}`` in a command or a variable becomes its port."""

    name: str
    command: tuple[str, ...]
    folder: Path
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Running:
    server: Server
    pid: int
    port: int


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def running(server: Server, logs: Path) -> Iterator[Running]:
    port = free_port()
    log = logs / f"{server.name}.log"
    with log.open("wb") as output:
        child = subprocess.Popen(
            [part.format(port=port) for part in server.command],
            cwd=server.folder,
            env=os.environ
            | {key: value.format(port=port) for key, value in server.environment.items()},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _await(child, port, log)
            yield Running(server, child.pid, port)
        finally:
            _stop(child)


def _await(child: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if child.poll() is not None:
            break
        try:
            get(port, "/")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"{child.args!r} does not answer:\n{log.read_text()[-3000:]}")


def _stop(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
