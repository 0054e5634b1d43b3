"""How many queries each route takes, recorded beside its app's routes: `make budget` does that."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.caches import fresh
from tests.contracts.calling import ask
from tests.contracts.contract import modules
from tests.contracts.table import Line, lines
from tests.contracts.worlds import Stage

FILE: Final = "budget.txt"
HEAD: Final = (
    "# Queries, for the first caller who is let in and with empty caches. By `make budget`."
)
# What surrounds them: databases begin and end differently, and tests are inside of one anyway.
TRANSACTIONS: Final = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE SAVEPOINT")


def files() -> dict[str, Path]:
    """Which file records a route."""
    return {
        line.key: Path(str(module.__file__)).with_name(FILE)
        for module in modules()
        for line in lines(module.CONTRACT.routes)
    }


def read() -> dict[str, int]:
    found: dict[str, int] = {}
    for path in sorted(set(files().values())):
        for row in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
            if not row.startswith("#"):
                key, _, count = row.rpartition(" ")
                found[key.rstrip()] = int(count)
    return found


def write(counted: Mapping[str, int]) -> None:
    """Those files of whose routes each was counted."""
    texts: dict[Path, list[tuple[str, int | None]]] = defaultdict(list)
    for key, path in files().items():
        texts[path].append((key, counted.get(key)))
    for path, rows in texts.items():
        if None in dict(rows).values():
            continue
        width = max(len(key) for key, _ in rows)
        listed = [f"{key:<{width}} {count}" for key, count in rows]
        path.write_text("\n".join([HEAD, *listed]) + "\n", encoding="utf-8")


def queries(stage: Stage, line: Line) -> list[str]:
    """What the second call asks for: by then the process has learned what it learns once."""
    ask(stage, line, line.caller)
    ContentType.objects.clear_cache()
    fresh()
    with CaptureQueriesContext(connection) as captured:
        ask(stage, line, line.caller)
    return [query["sql"] for query in captured if not query["sql"].startswith(TRANSACTIONS)]
