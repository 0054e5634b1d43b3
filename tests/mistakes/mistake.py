"""A mistake that a developer might make, and the check of the audit that has to find it."""

from dataclasses import dataclass, field

from tests.bake.combinations import Answers
from tests.bake.edits import Edit


@dataclass(frozen=True)
class Mistake:
    name: str
    check: str
    edits: tuple[Edit, ...]
    at: str = ""  # the file that the finding has to name; the first that was edited unless said
    also: tuple[str, ...] = ()  # other checks that the same mistake breaks
    on_site: bool = False  # found by `audit --deploy` in the settings of production
    answers: Answers = field(default_factory=dict)  # beside everything that can be chosen

    @property
    def place(self) -> str:
        return self.at or self.edits[0].file


def edit(file: str, old: str, new: str = "") -> tuple[Edit, ...]:
    return (Edit(file, old, new),)


def added(file: str, text: str) -> tuple[Edit, ...]:
    return (Edit(file, None, text),)


def deleted(file: str, beginning: str) -> tuple[Edit, ...]:
    """`beginning` is what it holds, once: nobody deletes a file that is another by now."""
    return (Edit(file, beginning, None),)
