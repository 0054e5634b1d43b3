import inspect
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from django.conf import settings


class NotApplicable(Exception):
    """Why there is nothing here that a check could look at."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong. An exception in `pyproject.toml` names its subject."""

    subject: str
    problem: str
    file: str = ""
    line: int | None = None

    @classmethod
    def about(cls, thing: Any, subject: str, problem: str) -> Self:
        """With the place where a class, a function or a module is written."""
        file, line = place_of(thing)
        return cls(subject, problem, file, line)

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


def place_of(thing: Any) -> tuple[str, int | None]:
    try:
        thing = inspect.unwrap(thing)
        file = inspect.getsourcefile(thing)
        line = None if inspect.ismodule(thing) else inspect.getsourcelines(thing)[1]
    except (OSError, TypeError):
        return "", None
    path, root = Path(file or ""), Path(settings.BASE_DIR)
    return (str(path.relative_to(root)) if path.is_relative_to(root) else path.name), line
