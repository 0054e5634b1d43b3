"""The stacks must say the same before their speed is worth comparing."""

from collections.abc import Mapping
from typing import Any

from measure.cases import CURSOR, PAGE
from measure.wire import Answer, get

PAGES = (PAGE, f"{PAGE}?page=2", f"{PAGE}?page=250", f"{PAGE}?page=500")


def fetch(port: int, path: str, headers: Mapping[str, str], *, status: int = 200) -> Answer:
    answer = get(port, path, headers)
    if answer.status != status:
        raise RuntimeError(f"{path} answered {answer.status}, not {status}: {answer.body[:500]!r}")
    return answer


def compare(ports: Mapping[str, int], callers: Mapping[str, Mapping[str, str]]) -> int:
    """Raise where two stacks differ; the size of the first page in bytes otherwise."""
    size = 0
    for page in PAGES:
        found = {name: fetch(port, page, callers[name]) for name, port in ports.items()}
        expected = found["plain"].json()
        for name, answer in found.items():
            if answer.json() != expected:
                raise RuntimeError(f"{name} differs on {page}: {_difference(answer, expected)}")
        size = size or len(found["baked"].body)
    first = fetch(ports["baked"], PAGE, callers["baked"]).json()["results"]
    if fetch(ports["baked"], CURSOR, callers["baked"]).json()["results"] != first:
        raise RuntimeError("The cursor page shows other rows than the first page")
    return size


def _difference(answer: Answer, expected: dict[str, Any]) -> str:
    given = answer.json()
    for key in expected.keys() | given.keys():
        if given.get(key) != expected.get(key):
            return f"{key}: {str(given.get(key))[:700]} instead of {str(expected.get(key))[:700]}"
    return "nothing that can be named"
