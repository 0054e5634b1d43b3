"""How a service says no. `apps.api.errors` turns each kind into one status."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True)
class Problem:
    code: str
    message: str
    attr: str | None = None


class ServiceError(Exception):
    """Base of all refusals. `code` is for programs, `message` for people, `attr` the input."""

    def __init__(self, code: str, message: str, attr: str | None = None) -> None:
        super().__init__(message)
        self.problems = [Problem(code, message, attr)]

    @classmethod
    def of(cls, problems: Iterable[Problem]) -> Self:
        """One refusal with several reasons; at least one."""
        first, *others = problems
        error = cls(first.code, first.message, first.attr)
        error.problems.extend(others)
        return error


class Invalid(ServiceError):
    """The input does not fit what we know."""


class NotAuthenticated(ServiceError):
    """Who is calling has not been proved."""


class TooMany(ServiceError):
    """Asked too often. `wait` is in seconds."""

    def __init__(self, code: str, message: str, *, wait: int) -> None:
        super().__init__(code, message)
        self.wait = wait


class Unavailable(ServiceError):
    """Somebody else does not answer. `wait` is in seconds."""

    def __init__(self, code: str, message: str, *, wait: int) -> None:
        super().__init__(code, message)
        self.wait = wait


class Conflict(ServiceError):
    """The input is fine, but not in the present state of things."""


class Forbidden(ServiceError):
    """Who is calling is known, and may not do this."""


class NotFound(ServiceError):
    """There is no such thing, or not for who is calling."""
