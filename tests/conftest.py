import os
import time
from collections import Counter
from pathlib import Path

import pytest
from _pytest.terminal import TerminalReporter
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from tests.bake.inprocess import Baker
from tests.bake.template import snapshot
from tests.run.services import missing, npm

STARTED = time.monotonic()
ONCE = ("tests/scaffold/", "tests/guards/", "tests/mistakes/")
SERVICES = "PostgreSQL, Redis, RabbitMQ and Mosquitto"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--all", action="store_true", help="render every combination, however many there are"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", f"services: needs {SERVICES}")
    config.addinivalue_line("markers", "npm: needs npm, and what it installs")
    if missing() and os.environ.get("CI") == "true":
        raise pytest.UsageError(f"No answer from {' or '.join(missing())}.")


class VariantScheduling(LoadScopeScheduling):  # type: ignore[misc]
    """All tests of a variant go to one worker, and all variants that share RabbitMQ's queues.

    What fails on purpose does so on one worker too, and what is scaffolded, or baked to be damaged,
    is so once.
    """

    def _split_scope(self, nodeid: str) -> str:
        if any(folder in nodeid for folder in ONCE):
            return nodeid.partition("::")[0]
        if "tests/faults/" not in nodeid and "tests/run/" not in nodeid:
            return nodeid
        if "rabbitmq" in nodeid:
            return "rabbitmq"
        return "faults" if "tests/faults/" in nodeid else nodeid.rpartition("[")[2]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> VariantScheduling:
    return VariantScheduling(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without the services a developer still proves the embedded defaults; npm is a luxury."""
    absent = {name for name, there in (("services", not missing()), ("npm", npm())) if not there}
    needy = [item for item in items if any(map(item.get_closest_marker, absent))]
    items[:] = [item for item in items if item not in needy]
    config.hook.pytest_deselected(items=needy)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return snapshot(tmp_path_factory.mktemp("snapshot"))


@pytest.fixture(scope="session")
def baker(template: Path) -> Baker:
    return Baker(template)


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Say what was proven: the counts that tests recorded with ``record_property``."""
    counts: Counter[str] = Counter()
    for report in terminalreporter.stats.get("passed", []):
        for name, value in report.user_properties:
            counts[name] += value
    if counts:
        proven = ", ".join(f"{counts[name]} {name}" for name in sorted(counts))
        where = f"without {' and '.join(missing())}" if missing() else f"on {SERVICES}"
        where += "" if npm() else ", without npm"
        seconds = time.monotonic() - STARTED
        terminalreporter.write_line(f"proven in {seconds:.0f} s: {proven}, {where}")
