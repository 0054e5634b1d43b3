"""One module a subject. A check is a function that yields what is wrong.

An app brings its own in a module `audit`::

    @check(
        "X001",
        "Every invoice has a number",
        guide="Models & Database: business logic constraints enforced at model level",
        hint="Give it a UniqueConstraint on `number`.",
        page="docs/architecture.md",
    )
    def numbers(project: Project) -> Iterator[Finding]: ...
"""

from apps.audit.findings import Finding, NotApplicable
from apps.audit.project import Project
from apps.audit.registry import check, decision

__all__ = ["Finding", "NotApplicable", "Project", "check", "decision"]
