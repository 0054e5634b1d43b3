"""Which page answers which question: a line `Answers: H001, H004` in it says so."""

import re
from typing import Final

from apps.audit.project import Project

ANSWERS: Final = re.compile(r"^Answers: *(.+)$", re.MULTILINE)
FOLDER: Final = "docs/decisions"


def answers(project: Project) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in project.files(f"{FOLDER}/*.md"):
        for line in ANSWERS.findall(path.read_text(encoding="utf-8")):
            for name in re.findall(r"\b[A-Z]\d{3}\b", line):
                found.setdefault(name, project.name(path))
    return found
