import re
from collections.abc import Iterator
from typing import Final

from apps.audit.checks import Finding, Project, check
from apps.audit.dockerfile import Instruction, image, is_pinned, stages, variables, words
from apps.audit.words import is_secret

GUIDE: Final = "Docker Configuration"
PAGE: Final = "docs/deployment.md"
FILE: Final = "Dockerfile"
INSTALLS: Final = re.compile(
    r"\binstall\b[^&;|]* (-r|--requirement)\b|\b(uv|poetry) (sync|install)\b"
)


def at(each: Instruction | None, problem: str, subject: str = FILE) -> Finding:
    return Finding(subject, problem, FILE, each.line if each else None)


def last(stage: list[Instruction], name: str) -> Instruction | None:
    return next((each for each in reversed(stage) if each.name == name), None)


@check(
    "D001",
    "The image holds nothing that only its build needs",
    guide=f"{GUIDE}: multi-stage builds implemented",
    hint="Build in one stage, and copy what runs into the next.",
    page=PAGE,
)
def two_stages(project: Project) -> Iterator[Finding]:
    found = stages(project.text(FILE))
    copies = any(each.text.startswith("--from=") for stage in found[1:] for each in stage)
    if not copies:
        yield at(None, "builds and runs in the same stage")


@check(
    "D002",
    "The image runs as nobody",
    guide=f"{GUIDE}: Dockerfile optimized for production",
    hint="End with `USER 10001:10001`; a number, so that an orchestrator can see that it is not root.",
    page=PAGE,
)
def user(project: Project) -> Iterator[Finding]:
    for stage in stages(project.text(FILE))[-1:]:
        found = last(stage, "USER")
        if found is None:
            yield at(stage[0], "runs as root")
        elif not found.text.split(":")[0].isdigit() or int(found.text.split(":")[0]) == 0:
            yield at(found, f"runs as '{found.text}'")


@check(
    "D003",
    "The image says how it is",
    guide=f"{GUIDE}: health checks configured",
    hint="Use `python -m scripts.healthcheck`: a slim image has neither curl nor wget.",
    page=PAGE,
)
def health(project: Project) -> Iterator[Finding]:
    for stage in stages(project.text(FILE))[-1:]:
        found = last(stage, "HEALTHCHECK")
        if found is None or found.text.upper() == "NONE":
            yield at(found or stage[0], "has no HEALTHCHECK")
        elif {"curl", "wget"} & set(words(found)):
            yield at(found, "asks by a program that the image does not have")


@check(
    "D004",
    "Base images have a version",
    guide=f"{GUIDE}: security scanning enabled",
    hint="Name a tag other than `latest`, or a digest.",
    page=PAGE,
)
def pinned(project: Project) -> Iterator[Finding]:
    known: set[str] = {"scratch"}
    for stage in stages(project.text(FILE)):
        origin, name = image(stage[0])
        if origin not in known and not is_pinned(origin):
            yield at(stage[0], "may be another image tomorrow", origin)
        known.add(name)


@check(
    "D005",
    "No secret is built into the image",
    guide="Environment Management: secrets management implemented",
    hint="Pass it when the container starts; a build takes `--mount=type=secret`.",
    page="docs/configuration.md",
)
def secrets(project: Project) -> Iterator[Finding]:
    for stage in stages(project.text(FILE)):
        for each in stage:
            if each.name in {"ENV", "ARG"}:
                for name in filter(is_secret, variables(each)):
                    yield at(each, f"stays in a layer of the image, set by {each.name}", name)


@check(
    "D006",
    "A change of code installs nothing again",
    guide=f"{GUIDE}: Dockerfile optimized for production",
    hint="Copy the requirements and install them before `COPY . .`.",
    page=PAGE,
)
def layers(project: Project) -> Iterator[Finding]:
    for stage in stages(project.text(FILE)):
        everything = None
        for each in stage:
            if each.name == "COPY" and words(each)[:1] == ["."]:
                everything = everything or each
            elif everything and each.name == "RUN" and INSTALLS.search(each.text):
                yield at(everything, "copies the code before it installs")


@check(
    "D007",
    "The process gets the signals of its container",
    guide=f"{GUIDE}: Dockerfile optimized for production",
    hint="Write CMD and ENTRYPOINT as lists: a shell passes no SIGTERM on.",
    page=PAGE,
)
def signals(project: Project) -> Iterator[Finding]:
    for stage in stages(project.text(FILE))[-1:]:
        for name in ("CMD", "ENTRYPOINT"):
            found = last(stage, name)
            if found is not None and not found.text.startswith("["):
                yield at(found, f"starts its {name} by a shell")


@check(
    "D008",
    "What is nobody's business stays out of the image",
    guide="Environment Management: secrets management implemented",
    hint="Begin with `*`, and let in what runs; or name `.env` and `.git`.",
    page=PAGE,
)
def context(project: Project) -> Iterator[Finding]:
    project.text(FILE)
    path = project.root / ".dockerignore"
    lines = path.read_text(encoding="utf-8").split() if path.exists() else []
    for name in (".env", ".git"):
        if not {"*", "**", name, f"{name}*", f"**/{name}"} & set(lines):
            yield Finding(".dockerignore", f"lets {name} in", ".dockerignore")
