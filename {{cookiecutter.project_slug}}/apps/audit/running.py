import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from apps.audit import exceptions, registry
from apps.audit.decisions import answers
from apps.audit.exceptions import Exceptions
from apps.audit.findings import Finding, NotApplicable
from apps.audit.project import Project
from apps.audit.registry import Check

State = Literal["failed", "open", "passed", "decided", "not applicable"]


@dataclass(frozen=True, slots=True)
class Result:
    check: Check
    state: State
    findings: tuple[Finding, ...] = ()
    excused: tuple[tuple[Finding, str], ...] = ()  # with the reasons
    note: str = ""  # why it does not apply, or the page that answers it


@dataclass(frozen=True, slots=True)
class Report:
    results: tuple[Result, ...]
    seconds: float

    def of(self, state: State) -> list[Result]:
        return [result for result in self.results if result.state == state]

    def not_applicable(self) -> dict[str, list[str]]:
        """The ids of checks, by why there was nothing to look at."""
        reasons: dict[str, list[str]] = {}
        for result in self.of("not applicable"):
            reasons.setdefault(result.note, []).append(result.check.id)
        return reasons


EXCEPTIONS: Final = Check(
    id="A000",
    title="Every exception in pyproject.toml has a reason, and a finding",
    guide="Team Knowledge: development standards documented",
    hint="Take it out of [tool.audit.ignore], or say why it is there.",
    page="docs/audit.md",
)


def audit(project: Project, *, deploy: bool = False, only: Iterable[str] = ()) -> Report:
    """Run every check, or those of these ids; those that ask how a site is set with `deploy`."""
    start = time.perf_counter()
    known, wanted = registry.load(), set(only)
    excuses = exceptions.read(project)
    results = [
        run(project, check, excuses, deploy=deploy)
        for check in known.values()
        if not wanted or check.id in wanted
    ]
    if not wanted:
        ran = {result.check.id for result in results if result.state in {"passed", "failed"}}
        problems = tuple(excuses.out_of_place(ran, set(known)))
        results.insert(0, Result(EXCEPTIONS, "failed" if problems else "passed", problems))
    return Report(tuple(results), time.perf_counter() - start)


def run(project: Project, check: Check, excuses: Exceptions, *, deploy: bool) -> Result:
    if check.deploy and not deploy:
        return Result(check, "not applicable", note="Asks what a site is set to: with --deploy.")
    try:
        if not check.deploy:
            project.require_source_tree()
        if check.find is None:
            page = answers(project).get(check.id, "")
            return Result(check, "decided" if page else "open", note=page)
        found = list(check.find(project))
    except NotApplicable as why:
        return Result(check, "not applicable", note=str(why))
    excused, findings = [], []
    for finding in found:
        if reason := excuses.reason(check.id, finding):
            excused.append((finding, reason))
        else:
            findings.append(finding)
    state: State = "failed" if findings else "passed"
    return Result(check, state, tuple(findings), tuple(excused))
