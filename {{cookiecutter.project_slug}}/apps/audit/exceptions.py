"""Findings that are known and wanted, each with its reason."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from apps.audit.findings import Finding, NotApplicable
from apps.audit.project import Project

FILE = "pyproject.toml"


@dataclass
class Exceptions:
    """The table `[tool.audit.ignore]`: reasons by check and subject."""

    reasons: Mapping[str, Mapping[str, str]]
    used: set[tuple[str, str]] = field(default_factory=set)

    def reason(self, check: str, finding: Finding) -> str:
        """Empty where there is none."""
        reason = self.reasons.get(check, {}).get(finding.subject, "").strip()
        if reason:
            self.used.add((check, finding.subject))
        return reason

    def out_of_place(self, ran: set[str], known: set[str]) -> Iterator[Finding]:
        """Those without a reason, and those that nothing needs any more."""
        for check, subjects in self.reasons.items():
            if check not in known:
                yield Finding(check, "is no check", FILE)
                continue
            for subject, reason in subjects.items():
                name = f"{check}: {subject}"
                if not reason.strip():
                    yield Finding(name, "gives no reason", FILE)
                elif check in ran and (check, subject) not in self.used:
                    yield Finding(name, "has no finding any more: take it out", FILE)


def read(project: Project) -> Exceptions:
    try:
        table = project.pyproject.get("tool", {}).get("audit", {})
    except NotApplicable:
        table = {}
    return Exceptions(table.get("ignore", {}))
