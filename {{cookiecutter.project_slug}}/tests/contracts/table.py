"""One line for a route and a method: what each caller is answered."""

from dataclasses import dataclass
from typing import Final

# Nobody's token; a member of nothing; the owner of another organization; then the organization's
# own people, one of each role; and the site's staff, who are no members.
CALLERS: Final = (
    "anonymous",
    "visitor",
    "stranger",
    "viewer",
    "member",
    "admin",
    "owner",
    "staff",
)
PREFERRED: Final = ("owner", "staff", "anonymous")
HEADER: Final = "#"
PREFIX: Final = "/api/v1/"


@dataclass(frozen=True, slots=True)
class Line:
    """`GET users/ 401 403 403 403 403 403 403 200`."""

    method: str
    path: str  # below PREFIX, or with a slash before it
    expected: tuple[int, ...]

    @property
    def key(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def caller(self) -> str:
        """Somebody who is let in, so that the answer is about what is asked, and not about them."""
        by_caller = dict(zip(CALLERS, self.expected, strict=True))
        return next((name for name in PREFERRED if by_caller[name] < 400), PREFERRED[0])

    def __str__(self) -> str:
        return " ".join((self.key, *map(str, self.expected)))


def full(path: str) -> str:
    return path if path.startswith("/") else f"{PREFIX}{path}"


def short(path: str) -> str:
    return path.removeprefix(PREFIX)


def lines(text: str) -> list[Line]:
    return [_line(row) for row in text.splitlines() if row.strip() and not row.startswith(HEADER)]


def _line(row: str) -> Line:
    method, path, *expected = row.split()
    if len(expected) != len(CALLERS):
        raise ValueError(f"'{row.strip()}' has {len(expected)} answers: {CALLERS} need one each.")
    return Line(method, path, tuple(map(int, expected)))
