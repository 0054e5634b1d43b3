import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from apps.audit.checks import Finding, Project, check

GUIDE: Final = "Dependencies"
PAGE: Final = "docs/deployment.md"
PIN: Final = re.compile(
    r"^(?P<name>[\w.-]+)(\[[\w,.-]+\])?(==(?P<version>[\w.!+-]+))?(?P<rest>.*)$"
)
FOLDER: Final = "requirements"
CONSTRAINTS: Final = "constraints"
FOR_TESTS: Final = ("testing", "development")


@dataclass(frozen=True, slots=True)
class Requirement:
    file: str
    line: int
    name: str
    version: str


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def entries(project: Project, file: str) -> Iterator[tuple[int, str]]:
    text = project.text(f"{FOLDER}/{file}.txt")
    for number, line in enumerate(text.splitlines(), start=1):
        entry = line.split(" #")[0].split(";")[0].strip()
        if entry and not entry.startswith("#"):
            yield number, entry


def required(project: Project, file: str) -> Iterator[Requirement]:
    for number, entry in entries(project, file):
        if (found := PIN.match(entry)) and not entry.startswith("-"):
            version = found["version"] or ""
            yield Requirement(
                f"{FOLDER}/{file}.txt",
                number,
                normal(found["name"]),
                "" if found["rest"] else version,
            )


def own_files(project: Project) -> list[str]:
    found = [path.stem for path in project.files(f"{FOLDER}/*.txt")]
    return [name for name in found if name != CONSTRAINTS]


def includes(project: Project, file: str) -> Iterator[str]:
    for _, entry in entries(project, file):
        if entry.startswith("-r"):
            yield entry.removeprefix("-r").strip().removesuffix(".txt")


@check(
    "R001",
    "Every dependency has an exact version",
    guide=f"{GUIDE}: dependencies pinned to specific versions",
    hint="Write `name==1.2.3`.",
    page=PAGE,
)
def pinned(project: Project) -> Iterator[Finding]:
    for file in own_files(project):
        for each in required(project, file):
            if not each.version:
                yield Finding(each.name, "may be any version", each.file, each.line)


@check(
    "R002",
    "The constraints know every dependency, at the same version",
    guide=f"{GUIDE}: requirements files kept up to date",
    hint="Resolve requirements/constraints.txt again.",
    page=PAGE,
)
def constrained(project: Project) -> Iterator[Finding]:
    known: dict[str, set[str]] = {}
    for each in required(project, CONSTRAINTS):
        known.setdefault(each.name, set()).add(each.version)
    for file in own_files(project):
        for each in required(project, file):
            if each.version and each.version not in known.get(each.name, set()):
                at = ", ".join(sorted(known.get(each.name, ()))) or "missing"
                problem = f"is {each.version} here, and {at} in the constraints"
                yield Finding(each.name, problem, each.file, each.line)


@check(
    "R003",
    "What only tests need is not in production",
    guide="Architecture: requirements files organized by environment",
    hint="Let testing.txt take production.txt in, and not the other way round.",
    page=PAGE,
)
def environments(project: Project) -> Iterator[Finding]:
    for file in ("base", "production"):
        for name in includes(project, file):
            if name in FOR_TESTS:
                yield Finding(
                    f"{FOLDER}/{file}.txt", f"takes in {name}.txt", f"{FOLDER}/{file}.txt"
                )
    tools = {each.name for name in FOR_TESTS for each in required(project, name)}
    for file in ("base", "production"):
        for each in required(project, file):
            if each.name in tools:
                yield Finding(each.name, "is asked for twice", each.file, each.line)
