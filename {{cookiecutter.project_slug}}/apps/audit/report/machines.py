"""For programs: JSON, and the XML that continuous integration shows as tests."""

import json
from dataclasses import asdict
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from apps.audit.registry import Check
from apps.audit.running import Report, Result


def as_json(report: Report) -> str:
    results = [_result(result) for result in report.results]
    return json.dumps({"seconds": round(report.seconds, 3), "checks": results}, indent=2) + "\n"


def described(check: Check) -> dict[str, Any]:
    return {
        name: getattr(check, name) for name in ("id", "title", "guide", "hint", "page", "deploy")
    }


def _result(result: Result) -> dict[str, Any]:
    return {
        **described(result.check),
        "state": result.state,
        "note": result.note,
        "findings": [asdict(finding) for finding in result.findings],
        "exceptions": [{**asdict(finding), "reason": reason} for finding, reason in result.excused],
    }


def as_junit(report: Report) -> str:
    cases = "\n".join(_case(result) for result in report.results)
    failed = len(report.of("failed"))
    skipped = len(report.of("open")) + len(report.of("not applicable"))
    head = f'tests="{len(report.results)}" failures="{failed}" skipped="{skipped}"'
    time = f'time="{report.seconds:.3f}"'
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<testsuite name="audit" {head} {time}>\n{cases}\n</testsuite>\n'
    )


def _case(result: Result) -> str:
    check = result.check
    start = f"  <testcase classname={quoteattr('audit.' + check.id)} name={quoteattr(check.title)}"
    if result.state == "failed":
        lines = [f"{each.subject} {each.problem} {each.place}".strip() for each in result.findings]
        text = escape("\n".join(lines))
        return f"{start}><failure message={quoteattr(check.hint)}>{text}</failure></testcase>"
    if result.state in {"open", "not applicable"}:
        return f"{start}><skipped message={quoteattr(result.note or check.hint)}/></testcase>"
    return f"{start}/>"
