"""Continuous integration, whoever runs it: its files begin with a dot."""

import re
from collections.abc import Iterator
from typing import Any, Final

import yaml

from apps.audit.checks import Finding, NotApplicable, Project, check
from apps.audit.dockerfile import is_pinned

GUIDE: Final = "Code Quality: continuous integration set up"
PAGE: Final = "docs/testing.md"
FILES: Final = (".*/workflows/*.y*ml", ".*-ci.y*ml")
TESTS: Final = re.compile(r"\bmake (ci|test)\b|\bpytest\b")
SCANS: Final = re.compile(r"\b(pip-audit|osv-scanner|safety (check|scan)|trivy|grype)\b")
COMMIT: Final = re.compile(r"@[0-9a-f]{40}$")


def files(project: Project) -> list[tuple[str, str]]:
    found = [(project.name(each), each.read_text("utf-8")) for each in project.files(*FILES)]
    if not found:
        raise NotApplicable("There is no continuous integration here.")
    return found


def jobs(project: Project) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The file, the name and the content of each job: what has steps, or a script."""
    for file, text in files(project):
        content: Any = yaml.safe_load(text) or {}
        for name, job in (content.get("jobs") or content).items():
            if isinstance(job, dict) and {"steps", "script"} & job.keys():
                yield file, name, job


@check(
    "I001",
    "Every change is tested",
    guide=GUIDE,
    hint="Let a job run `make ci`.",
    page=PAGE,
)
def tested(project: Project) -> Iterator[Finding]:
    if not any(TESTS.search(text) for _, text in files(project)):
        yield Finding("continuous integration", "runs no test", files(project)[0][0])


@check(
    "I002",
    "What continuous integration runs is what was looked at",
    guide="Dependencies: dependencies pinned to specific versions",
    hint="Name an action by its commit, and an image by a tag other than `latest`.",
    page=PAGE,
)
def pinned(project: Project) -> Iterator[Finding]:
    for file, text in files(project):
        for number, line in enumerate(text.splitlines(), start=1):
            key, _, value = line.strip().removeprefix("- ").partition(": ")
            value = value.split(" #")[0].strip().strip("\"'")
            if key == "uses" and not value.startswith("./") and not COMMIT.search(value):
                yield Finding(value, "is not named by a commit", file, number)
            if key == "image" and "$" not in value and not is_pinned(value):
                yield Finding(value, "may be another image tomorrow", file, number)


@check(
    "I003",
    "A job that hangs is ended",
    guide=GUIDE,
    hint="Give it a time limit.",
    page=PAGE,
)
def bounded(project: Project) -> Iterator[Finding]:
    for file, name, job in jobs(project):
        if not any(str(key).startswith("timeout") for key in job):
            yield Finding(f"{file}: {name}", "has no time limit", file)


@check(
    "I004",
    "Known holes in dependencies are looked for",
    guide="Dependencies: security vulnerabilities checked regularly",
    hint="Let a job run `pip-audit` on requirements/constraints.txt.",
    page=PAGE,
)
def scanned(project: Project) -> Iterator[Finding]:
    if not any(SCANS.search(text) for _, text in files(project)):
        yield Finding("continuous integration", "looks for none", files(project)[0][0])
