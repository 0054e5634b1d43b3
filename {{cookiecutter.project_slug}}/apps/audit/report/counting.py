from typing import Final

from apps.audit.running import Report, State

# In the order of what a reader has to do.
WORDS: Final[dict[State, str]] = {
    "failed": "failed",
    "open": "to be decided",
    "decided": "decided",
    "passed": "passed",
    "not applicable": "not applicable",
}


def counts(report: Report) -> str:
    """`2 failed, 14 to be decided, 61 passed, 3 exceptions, 1.24 s`."""
    parts = [f"{len(report.of(state))} {word}" for state, word in WORDS.items() if report.of(state)]
    if excused := sum(len(result.excused) for result in report.results):
        parts.append(f"{excused} exception{'s' if excused > 1 else ''}")
    return ", ".join([*parts, f"{report.seconds:.2f} s"])
