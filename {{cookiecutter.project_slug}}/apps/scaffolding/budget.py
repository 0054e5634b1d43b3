"""What new routes ask of the database, recorded as `make budget` does, in a copy of the project."""

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Final

FILE: Final = "budget.txt"
TEST: Final = "tests/contracts/test_budget.py::test_a_route_takes_the_queries_that_are_recorded"
OPTIONS: Final = ("-q", "-p", "no:cacheprovider", "--no-migrations", "--write-budget")
ROUTES: Final = "tests/contracts/*/*/routes.py"
LINE: Final = re.compile(r"^([A-Z]+) +(\S+) +\d{3} ", re.MULTILINE)


def tests_of(texts: Mapping[str, str]) -> list[str]:
    """The tests that count the queries of the routes in these files."""
    return [
        f"{TEST}[{method} {path}]"
        for name, text in texts.items()
        if PurePosixPath(name).match(ROUTES)
        for method, path in LINE.findall(text)
    ]


def recorded(stage: Path, texts: Mapping[str, str]) -> dict[str, str]:
    """What lies beside these routes now."""
    beside = [
        PurePosixPath(name).with_name(FILE) for name in texts if PurePosixPath(name).match(ROUTES)
    ]
    return {
        str(name): (stage / name).read_text(encoding="utf-8")
        for name in beside
        if (stage / name).exists()
    }
