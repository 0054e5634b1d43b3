from collections import Counter
from pathlib import Path

import pytest
from _pytest.terminal import TerminalReporter

from tests.bake.inprocess import Baker
from tests.bake.template import snapshot


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--all", action="store_true", help="render every combination, however many there are"
    )


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
        terminalreporter.write_line(f"proven: {proven}")
