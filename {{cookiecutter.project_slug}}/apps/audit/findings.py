import inspect
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from django.conf import settings

from apps.audit.settings_files import place_of_setting


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

    @classmethod
    def of_setting(cls, subject: str, problem: str, setting: str = "") -> Self:
        """With the place where it is set; `setting` where the subject is not its name."""
        file, line = place_of_setting(setting or subject) or (None, None)
        return cls(subject, problem, relative(file) if file else "", line)

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
    return relative(Path(file or "")), line


def relative(path: Path) -> str:
    root = Path(settings.BASE_DIR)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
