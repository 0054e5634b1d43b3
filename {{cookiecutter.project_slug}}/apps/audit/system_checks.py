"""The audit as Django's own command tells of it: `manage.py check --tag audit --deploy`."""

from typing import Any

from django.core.checks import CheckMessage, Error, Info


def audit_messages(**_: Any) -> list[CheckMessage]:
    """What fails, and what cannot be looked at for want of sources.

    A decision that is open is no fault: `manage.py audit` lists those.
    """
    from apps.audit.findings import NotApplicable
    from apps.audit.project import Project
    from apps.audit.running import audit

    project = Project()
    report = audit(project, deploy=True)
    messages: list[CheckMessage] = []
    try:
        project.require_source_tree()
    except NotApplicable as why:
        ids = ", ".join(report.not_applicable()[str(why)])
        messages.append(Info(f"Not looked at: {ids}. {why}", id="audit.not-applicable"))
    return messages + [
        Error(
            f"It {finding.problem}. {result.check.title}. {finding.place}".strip(),
            hint=f"{result.check.hint} ({result.check.page})",
            obj=finding.subject,
            id=f"audit.{result.check.id}",
        )
        for result in report.of("failed")
        for finding in result.findings
    ]
