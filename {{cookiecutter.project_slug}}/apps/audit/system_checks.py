"""The audit as Django's own command tells of it: `manage.py check --tag audit --deploy`."""

from typing import Any

from django.core.checks import CheckMessage, Error


def audit_messages(**_: Any) -> list[CheckMessage]:
    """What fails. A decision that is open is no fault: `manage.py audit` lists those."""
    from apps.audit.project import Project
    from apps.audit.running import audit

    return [
        Error(
            f"It {finding.problem}. {result.check.title}. {finding.place}".strip(),
            hint=f"{result.check.hint} ({result.check.page})",
            obj=finding.subject,
            id=f"audit.{result.check.id}",
        )
        for result in audit(Project(), deploy=True).of("failed")
        for finding in result.findings
    ]
