"""Read the commands of a page, and run them as a reader would type them."""

import contextlib
import os
import re
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tests.run.processes import answers, wait_until_ready

BLOCK = re.compile(r"^```bash\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SERVERS = ("make demo", "make dev")
PATIENCE = 2400  # seconds for a command; `make ci` of a project on a busy machine takes longest


def commands(page: Path) -> list[str]:
    """The commands of every ``bash`` block; a line that ends in a backslash goes on."""
    text = "".join(BLOCK.findall(page.read_text(encoding="utf-8")))
    lines = text.replace("\\\n", " ").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def run_page(
    page: Path, folder: Path, env: Mapping[str, str], visit: Callable[[str], None]
) -> None:
    """Run all commands of ``page``; ``visit`` each server, told what was printed so far."""
    printed = ""
    for line in commands(page):
        if line.startswith("cd "):
            folder = folder / line.removeprefix("cd ")
        elif line.startswith(SERVERS):
            with serving(line, folder, env) as log:
                visit(printed + log.read_text(encoding="utf-8"))
        else:
            printed += run(line, folder, env)


def run(line: str, folder: Path, env: Mapping[str, str]) -> str:
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", line],
        cwd=folder,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, f"{line}\n{done.stdout}"
    return done.stdout


@contextlib.contextmanager
def serving(line: str, folder: Path, env: Mapping[str, str]) -> Iterator[Path]:
    log = folder / ".serving.log"
    with log.open("w", encoding="utf-8") as output:
        running = subprocess.Popen(
            ["bash", "-c", line],
            cwd=folder,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        probe = answers(f"http://localhost:{env['PORT']}/health/ready/")
        wait_until_ready(running, log, probe, patience=300)
        yield log
    finally:
        # As Ctrl+C does. A SIGTERM would reach the server twice, for make sends its own to what
        # it runs, and uvicorn's reloader can lock itself up when the second follows at once.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGINT)
        running.wait(timeout=30)
        log.unlink()
