"""Start processes as production does, and wait until they answer."""

import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx

from tests.run.variant import Variant

PATIENCE = 60  # seconds until a process must answer
SETTLED = 120  # seconds until what has piled up must be done


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Process:
    """One as production starts it, that can be killed, and started again."""

    def __init__(
        self,
        variant: Variant,
        *command: str,
        env: dict[str, str],
        ready: Callable[[str], bool],
        venv: str = "production",
        name: str = "",
    ) -> None:
        self.variant, self.command, self.environment = variant, command, env
        self.ready, self.venv = ready, venv
        self.name = name or Path(command[0]).name
        self.log = variant.folder / f"{self.name}.log"
        self.log.unlink(missing_ok=True)
        self.running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Until it is ready, as what it has written since says."""
        begun = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as output:
            self.running = subprocess.Popen(
                [str(self.variant.folder / self.venv / "bin" / self.command[0]), *self.command[1:]],
                cwd=self.variant.project,
                env=self.variant.environment(self.environment),
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # so that all of its children die with it
            )
        wait_until_ready(self.running, self.log, lambda text: self.ready(text[begun:]))

    def stop(self) -> None:
        if self.running is not None:
            self.running.terminate()
            try:
                self.running.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self.kill()

    def kill(self) -> None:
        """As the kernel does when memory runs out: at once, all of it."""
        if self.running is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.running.pid, signal.SIGKILL)
            self.running.wait()

    @property
    def pid(self) -> int:
        assert self.running is not None
        return self.running.pid

    def children(self) -> list[int]:
        return [
            int(child)
            for task in Path(f"/proc/{self.pid}/task").iterdir()
            for child in (task / "children").read_text().split()
        ]


@contextlib.contextmanager
def process(
    variant: Variant,
    *command: str,
    env: dict[str, str],
    ready: Callable[[str], bool],
    venv: str = "production",
) -> Iterator[Path]:
    """Run ``command`` until the block ends; yields the file that its output goes to."""
    running = Process(variant, *command, env=env, ready=ready, venv=venv)
    try:
        running.start()
        yield running.log
    finally:
        running.stop()


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


def settled(
    question: Callable[[], object], wanted: object, seconds: float = SETTLED, pause: float = 0.5
) -> None:
    """Wait until the answer is the one that is wanted."""
    deadline = time.monotonic() + seconds
    while (answer := question()) != wanted:
        assert time.monotonic() < deadline, f"{answer} after {seconds} s, not {wanted}"
        time.sleep(pause)
