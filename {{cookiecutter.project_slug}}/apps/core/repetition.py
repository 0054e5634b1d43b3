"""Requests that ask the database the same again and again. Switched on in development and in tests.

What loads a relation row by row django-zeal knows by the relation's name; this sees every
statement, also those that no relation stands behind.
"""

import re
import sys
from collections import Counter
from collections.abc import Callable
from types import FrameType
from typing import Any, Final

import structlog
from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase

log = structlog.get_logger("repetition")

MOST: Final = 4  # times
VALUES: Final = re.compile(r"\(%s(?:, %s)*\)")
TRANSACTIONS: Final = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")


class Repetition(Exception):
    """One request has run a statement for each row."""


class LogRepetition:
    """A warning for each statement that a request runs more than four times."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        tally = Tally()
        with connection.execute_wrapper(tally):
            response = self.get_response(request)
        for shape, times in tally.repeated().items():
            self.report(view_of(request), shape, times, tally.places[shape])
        return response

    def report(self, view: str, shape: str, times: int, place: str) -> None:
        log.warning("statement repeated", view=view, times=times, place=place, sql=shape)


class RefuseRepetition(LogRepetition):
    """An error that no test overlooks."""

    def report(self, view: str, shape: str, times: int, place: str) -> None:
        raise Repetition(f"{view} runs {times} times, at {place}: {shape}")


class Tally:
    """Counts statements by their text, in which no value stands."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.places: dict[str, str] = {}

    def __call__(self, execute: Any, sql: str, *rest: Any) -> Any:
        if not sql.startswith(TRANSACTIONS):
            shape = VALUES.sub("(%s)", sql)
            self.counts[shape] += 1
            if self.counts[shape] == MOST + 1:
                self.places[shape] = asking_place()
        return execute(sql, *rest)

    def repeated(self) -> dict[str, int]:
        return {shape: times for shape, times in self.counts.items() if times > MOST}


def asking_place() -> str:
    """The line of the project's own code that is next to the database, but for what looks on."""
    frame: FrameType | None = sys._getframe()  # noqa: SLF001 - a traceback costs more
    passed = False
    while frame is not None:
        file = frame.f_code.co_filename
        if passed and file.startswith(str(settings.BASE_DIR)) and "site-packages" not in file:
            return f"{file.removeprefix(f'{settings.BASE_DIR}/')}:{frame.f_lineno}"
        passed = passed or frame.f_code.co_name == "_execute_with_wrappers"
        frame = frame.f_back
    return "unknown"


def view_of(request: HttpRequest) -> str:
    match = request.resolver_match
    view: Any = match and (getattr(match.func, "cls", None) or match.func)
    return f"{view.__module__}.{view.__qualname__}" if view else f"nothing at {request.path}"
