"""Start processes as production does, and wait until they answer."""

import contextlib
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx

from tests.run.variant import Variant

PATIENCE = 60  # seconds until a process must answer


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def process(
    variant: Variant,
    *command: str,
    env: dict[str, str],
    ready: Callable[[str], bool],
    venv: str = "production",
) -> Iterator[Path]:
    """Run ``command`` until the block ends; yields the file that its output goes to."""
    log = variant.folder / f"{Path(command[0]).name}.log"
    with log.open("w", encoding="utf-8") as output:
        running = subprocess.Popen(
            [str(variant.folder / venv / "bin" / command[0]), *command[1:]],
            cwd=variant.project,
            env=variant.environment(env),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until_ready(running, log, ready)
        yield log
    finally:
        running.terminate()
        try:
            running.wait(timeout=30)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


def wait_until_ready(
    running: "subprocess.Popen[bytes]",
    log: Path,
    ready: Callable[[str], bool],
    patience: int = PATIENCE,
) -> None:
    deadline = time.monotonic() + patience
    while not ready(log.read_text(encoding="utf-8")):
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.wait(timeout=0.1)
        text = log.read_text(encoding="utf-8")
        assert running.returncode is None, f"{running.args!r} ended\n{text}"
        assert time.monotonic() < deadline, f"{running.args!r} did not get ready\n{text}"


def answers(url: str) -> Callable[[str], bool]:
    def probe(_log: str) -> bool:
        try:
            return httpx.get(url, timeout=5).status_code == 200
        except httpx.TransportError:
            return False

    return probe
