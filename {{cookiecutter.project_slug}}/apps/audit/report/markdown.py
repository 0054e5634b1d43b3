from collections.abc import Iterable, Iterator

from apps.audit.registry import Check
from apps.audit.report.counting import counts
from apps.audit.running import Report


def as_markdown(report: Report) -> str:
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield from ("# Audit", "", counts(report))
    if failed := report.of("failed"):
        yield from (
            "",
            "## Failed",
            "",
            "| check | what | where | hint |",
            "| --- | --- | --- | --- |",
        )
        for result in failed:
            for finding in result.findings:
                what = f"{result.check.title}: `{finding.subject}` {finding.problem}"
                yield row(result.check.id, what, finding.place, result.check.hint)
    if open_ := report.of("open"):
        yield from (
            "",
            "## To be decided",
            "",
            "| check | question | page |",
            "| --- | --- | --- |",
        )
        yield from (row(each.check.id, each.check.title, each.check.page) for each in open_)
    if excused := [result for result in report.results if result.excused]:
        yield from ("", "## Exceptions", "", "| check | what | reason |", "| --- | --- | --- |")
        for result in excused:
            for finding, reason in result.excused:
                yield row(result.check.id, f"`{finding.subject}` {finding.problem}", reason)
    yield from ("", "## The rest", "", "| check | what | result |", "| --- | --- | --- |")
    for result in report.results:
        if result.state not in {"failed", "open"}:
            state = f"{result.state}: {result.note}" if result.note else result.state
            yield row(result.check.id, result.check.title, state)


def listing(checks: Iterable[Check]) -> str:
    """The table of `docs/audit.md`."""
    lines = [
        "| id | what holds | the guide's line | when it does not |",
        "| --- | --- | --- | --- |",
    ]
    for check in checks:
        title = f"{check.title} *(with `--deploy`)*" if check.deploy else check.title
        lines.append(
            row(check.id, title, check.guide, f"{check.hint} [{name(check)}]({link(check)})")
        )
    return "\n".join(lines) + "\n"


def row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def name(check: Check) -> str:
    return check.page.removeprefix("docs/")


def link(check: Check) -> str:
    """From a page in `docs/`."""
    page = check.page
    return page.removeprefix("docs/") if page.startswith("docs/") else f"../{page}"
