"""A guard of the baked project, and the test of an attack that must notice its absence."""

from typing import NamedTuple

from tests.bake.edits import Edit


class Guard(NamedTuple):
    file: str
    guard: str  # the text that guards; it stands there once
    without: str
    test: str  # a file below tests/, and a test in it

    @property
    def name(self) -> str:
        return self.test.rpartition("::")[2].removeprefix("test_")

    @property
    def edit(self) -> Edit:
        return Edit(self.file, self.guard, self.without)
