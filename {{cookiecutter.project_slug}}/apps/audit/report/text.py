from collections.abc import Callable, Iterator
from typing import Final

from django.core.management.color import Style, no_style

from apps.audit.report.counting import counts
from apps.audit.running import Report, Result, State

Lines = Iterator[str]


def as_text(report: Report, style: Style | None = None) -> str:
    """For people: what needs doing last, next to the prompt."""
    paint = style or no_style()
    sections: list[str] = []
    if lines := list(not_applicable(report)):
        sections.append("\n".join([paint.MIGRATE_HEADING("Not applicable"), *lines]))
    for state, heading, write in SECTIONS:
        if results := report.of(state):
            lines = [line for result in results for line in write(result, paint)]
            sections.append("\n".join([paint.MIGRATE_HEADING(heading), *lines]))
    if excused := list(exceptions(report)):
        sections.insert(0, "\n".join([paint.MIGRATE_HEADING("Exceptions"), *excused]))
    summary = (paint.ERROR if report.of("failed") else paint.SUCCESS)(counts(report))
    return "\n\n".join([*sections, summary]) + "\n"


def not_applicable(report: Report) -> Lines:
    for reason, ids in report.not_applicable().items():
        yield f"  {', '.join(ids)}  {reason}"


def decided(result: Result, _: Style) -> Lines:
    yield f"  {result.check.id}  {result.check.title}: {result.note}"


def question(result: Result, paint: Style) -> Lines:
    yield f"  {paint.WARNING(result.check.id)}  {result.check.title} ({result.check.page})"


def failure(result: Result, paint: Style) -> Lines:
    check = result.check
    yield f"  {paint.ERROR(check.id)}  {check.title}"
    for finding in result.findings:
        place = f" ({finding.place})" if finding.place else ""
        yield f"        {finding.subject} {finding.problem}{place}"
    yield f"        Hint: {check.hint} ({check.page})"


def exceptions(report: Report) -> Lines:
    for result in report.results:
        for finding, reason in result.excused:
            yield f"  {result.check.id}  {finding.subject} {finding.problem}: {reason}"


SECTIONS: Final[list[tuple[State, str, Callable[[Result, Style], Lines]]]] = [
    ("decided", "Decided", decided),
    ("open", "To be decided: answer in docs/decisions/, with a line `Answers: <id>`", question),
    ("failed", "Failed", failure),
]
