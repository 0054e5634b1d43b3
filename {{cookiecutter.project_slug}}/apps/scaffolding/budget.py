"""What routes ask of the database, recorded as `make budget` does, in a copy of the project."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Final

FILE: Final = "budget.txt"
TEST: Final = "tests/contracts/test_budget.py::test_a_route_takes_the_queries_that_are_recorded"
OPTIONS: Final = ("-q", "-p", "no:cacheprovider", "--no-migrations", "--write-budget")
ROUTES: Final = "tests/contracts/*/*/routes.py"
MODELS: Final = "apps/*/models/*.py"
LINE: Final = re.compile(r"^([A-Z]+) +(\S+) +\d{3} ", re.MULTILINE)
TARGET: Final = re.compile(r'^ +"([a-z]\w*)\.[A-Z]\w*",$', re.MULTILINE)


def files(stage: Path, texts: Mapping[str, str]) -> list[Path]:
    """The new routes, and those of the apps that new models point at: to delete there costs more."""
    found = [stage / name for name in texts if PurePosixPath(name).match(ROUTES)]
    for app in sorted(_targets(texts)):
        found += sorted((stage / "tests" / "contracts" / app).rglob("routes.py"))
    return list(dict.fromkeys(found))


def _targets(texts: Mapping[str, str]) -> set[str]:
    models = (text for name, text in texts.items() if PurePosixPath(name).match(MODELS))
    return {app for text in models for app in TARGET.findall(text)}


def tests_of(routes: Iterable[Path]) -> list[str]:
    """The tests that count the queries of the routes in these files."""
    return [
        f"{TEST}[{method} {path}]"
        for file in routes
        for method, path in LINE.findall(file.read_text(encoding="utf-8"))
    ]


def recorded(stage: Path, routes: Iterable[Path]) -> dict[str, str]:
    """What lies beside these routes now."""
    beside = (file.with_name(FILE) for file in routes)
    return {
        file.relative_to(stage).as_posix(): file.read_text(encoding="utf-8")
        for file in beside
        if file.exists()
    }
