import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from apps.audit.checks import Finding, Project, check

GUIDE: Final = "Documentation & Knowledge Management"
PAGES: Final = {
    "README.md": "Project Documentation: README with setup instructions",
    "docs/api.md": "Project Documentation: API documentation complete",
    "docs/architecture.md": "Team Knowledge: development standards documented",
    "docs/configuration.md": "Code Documentation: configuration options documented",
    "docs/deployment.md": "Project Documentation: deployment procedures documented",
    "docs/onboarding.md": "Team Knowledge: onboarding documentation available",
    "docs/testing.md": "Team Knowledge: development standards documented",
    "docs/troubleshooting.md": "Team Knowledge: troubleshooting guides created",
}
SHORTEST: Final = 5  # lines
LINK: Final = re.compile(r"\]\((?!\w+:|#)([^)\s#]+)")
FENCE: Final = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


@check(
    "P001",
    "The pages that a team needs are there",
    guide=f"{GUIDE}: README, API, deployment, standards, troubleshooting, onboarding",
    hint="Write it: a title, and what the next one has to know.",
    page="docs/guide.md",
)
def pages(project: Project) -> Iterator[Finding]:
    project.require_source_tree()
    for name in PAGES:
        path = project.root / name
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        if not text.startswith("# ") or len(text.splitlines()) < SHORTEST:
            yield Finding(name, "is missing, or empty", name)


@check(
    "P004",
    "Decisions are written down, in order",
    guide=f"{GUIDE}, Project Documentation: architecture decisions recorded",
    hint="A page has a number of its own, a title, and says context, decision and consequences.",
    page="docs/onboarding.md",
)
def decisions(project: Project) -> Iterator[Finding]:
    found = project.files("docs/decisions/*.md")
    if not found:
        yield Finding("docs/decisions", "holds nothing", "docs/decisions")
    seen: set[str] = set()
    for path in found:
        number, text = path.name.split("-")[0], path.read_text(encoding="utf-8")
        if not number.isdigit() or number in seen:
            yield Finding(project.name(path), "has no number of its own", project.name(path))
        if not text.startswith("# ") or "## Decision" not in text:
            yield Finding(project.name(path), "tells no decision", project.name(path))
        seen.add(number)


@check(
    "P005",
    "Links between pages lead somewhere",
    guide=f"{GUIDE}, Project Documentation: API documentation complete",
    hint="Mend the link.",
    page="docs/guide.md",
)
def links(project: Project) -> Iterator[Finding]:
    for path in project.files("*.md", "docs/**/*.md"):
        text = FENCE.sub("", path.read_text(encoding="utf-8"))
        for target in LINK.findall(text):
            if not (path.parent / unquote(target)).exists():
                name = project.name(path)
                yield Finding(f"{name}: {target}", "leads nowhere", name, line_of(path, target))


def line_of(path: Path, text: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


@check(
    "P006",
    "Every app is on a page",
    guide="Code Documentation: model relationships explained; service interfaces clearly defined",
    hint="Say in a page of docs/, or in the README, what `apps/<app>` is for.",
    page="docs/architecture.md",
)
def apps(project: Project) -> Iterator[Finding]:
    text = "\n".join(
        path.read_text(encoding="utf-8") for path in project.files("*.md", "docs/**/*.md")
    )
    for config in project.apps:
        folder, name = config.name.replace(".", "/"), config.name.rpartition(".")[2]
        if folder not in text and not re.search(rf"^ +(.* )?{name}/", text, re.MULTILINE):
            yield Finding.about(config.module, config.name, "is on no page")


@check(
    "P007",
    "The README knows the doors of the project",
    guide=f"{GUIDE}, Project Documentation: README with setup instructions",
    hint="Mend the README's table of commands.",
    page="README.md",
)
def doors(project: Project) -> Iterator[Finding]:
    shown = set(re.findall(r"^\| `make ([a-z-]+)", project.text("README.md"), re.MULTILINE))
    there = set(re.findall(r"^([a-z-]+):[^=\n]*## ", project.text("Makefile"), re.MULTILINE))
    for target in sorted(there - shown - {"help"}):
        yield Finding(f"make {target}", "is not in the README", "README.md")
    for target in sorted(shown - there):
        yield Finding(f"make {target}", "is in the README alone", "README.md")
