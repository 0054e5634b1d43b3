"""How long a bake takes: with hooks, without, in one warm process, and the floor under them all."""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Final

from measure import environment
from measure.paths import TEMPLATE
from measure.template import snapshot

MOST: Final = 1.3  # a bake with hooks may take so many times a bake without them


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, choices=range(1, 51), default=9, metavar="1-50")
    return parser.parse_args()


def command_line(template: Path, *options: str) -> Callable[[Path], None]:
    def bake(target: Path) -> None:
        command = [sys.executable, "-m", "cookiecutter", str(template), "--no-input"]
        _run(*command, "--output-dir", str(target), *options)

    return bake


def in_process(template: Path) -> Callable[[Path], None]:
    """As the template's own tests bake: hooks and all, without a start-up."""
    sys.path.insert(0, str(TEMPLATE))
    from tests.bake.inprocess import Baker

    baker = Baker(template)

    def bake(target: Path) -> None:
        baker.bake({}, target)

    return bake


def floor(rendered: Path) -> Callable[[Path], None]:
    """Start an interpreter and copy what a bake would have written."""

    def copy(target: Path) -> None:
        script = "import shutil, sys; shutil.copytree(sys.argv[1], sys.argv[2])"
        _run(sys.executable, "-c", script, str(rendered), str(target / rendered.name))

    return copy


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def timed(action: Callable[[Path], None], folder: Path) -> float:
    target = Path(tempfile.mkdtemp(dir=folder))
    start = time.perf_counter()
    action(target)
    spent = time.perf_counter() - start
    shutil.rmtree(target)
    return spent


def main() -> None:
    options = arguments()
    environment.enter()
    with tempfile.TemporaryDirectory(prefix="bench_") as scratch:
        folder = Path(scratch)
        template = snapshot(folder / "template")
        rendered = folder / "rendered"
        command_line(template)(rendered)
        ways = {
            "command line": command_line(template),
            "command line, hooks not run": command_line(template, "--accept-hooks", "no"),
            "in process, warm": in_process(template),
            "floor: interpreter and copy": floor(next(rendered.iterdir())),
        }
        times = defaultdict(list)
        for way in ways.values():
            timed(way, folder)
        for _ in range(options.rounds):
            for name, way in ways.items():
                times[name].append(timed(way, folder))
    print(report(times))


def report(times: dict[str, list[float]]) -> str:
    lines = ["| bake | median | fastest | ÷ floor |", "| --- | ---: | ---: | ---: |"]
    lowest = median(times["floor: interpreter and copy"])
    lines += [
        f"| {name} | {median(found) * 1000:.0f} ms | {min(found) * 1000:.0f} ms "
        f"| {median(found) / lowest:.1f} |"
        for name, found in times.items()
    ]
    pairs = zip(times["command line"], times["command line, hooks not run"], strict=True)
    cost = median(hooked / bare for hooked, bare in pairs)
    verdict = "met" if cost <= MOST else "**not met**"
    lines += ["", f"With hooks ÷ without: {cost:.2f}, wanted ≤ {MOST}: {verdict}"]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
