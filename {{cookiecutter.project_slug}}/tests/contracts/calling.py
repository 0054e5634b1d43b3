"""Each call leaves everything as it found it: others find the same rows."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from rest_framework.test import APIClient

from tests.contracts.contract import whole
from tests.contracts.table import CALLERS, Line, full
from tests.contracts.worlds import Stage, World

PLACE: Final = re.compile(r"\{\w+\}")
WRITES: Final = ("INSERT", "UPDATE", "DELETE")
UNKNOWN: Final = "00000000-0000-4000-8000-000000000000"


def call(stage: Stage, caller: str, method: str, address: str, data: Any = None, **how: Any) -> Any:
    """Its answer, with what it wrote as `written`."""
    written: list[str] = []
    with transaction.atomic(), connection.execute_wrapper(partial(keep_writes, written)):
        response = send(stage, caller, method, address, data, **how)
        transaction.set_rollback(True)
    response.written = written
    return response


def send(stage: Stage, caller: str, method: str, address: str, data: Any, **how: Any) -> Any:
    client = APIClient()
    if caller in stage.tokens:
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {stage.tokens[caller]}")
    return getattr(client, method.lower())(address, data, **how)


def keep_writes(written: list[str], execute: Any, sql: str, *rest: Any) -> Any:
    if sql.startswith(WRITES):
        written.append(sql)
    return execute(sql, *rest)


def ask(stage: Stage, line: Line, caller: str, address: str | None = None, **how: Any) -> Any:
    """What the line is about, with what `bodies` have for it."""
    data, form = content(stage, line)
    return call(
        stage, caller, line.method, address or at_home(stage, line.path), data, **form, **how
    )


def content(stage: Stage, line: Line) -> tuple[Any, dict[str, Any]]:
    """What is sent, and how."""
    body = whole().bodies.get(line.key, {})
    data = body(stage.home) if callable(body) else body
    is_form = any(isinstance(value, UploadedFile) for value in data.values())
    return (None if line.method == "GET" else data), ({"format": "multipart"} if is_form else {})


def answered(stage: Stage, line: Line) -> tuple[Line, list[Any]]:
    """The line as it is now, and the answers themselves."""
    answers = [ask(stage, line, caller) for caller in CALLERS]
    statuses = tuple(answer.status_code for answer in answers)
    return Line(line.method, line.path, statuses), answers


def through(stage: Stage, line: Line, strange: str, value: Any = UNKNOWN) -> Any:
    """Ask for the line's address with something else in the place `strange`."""
    address = filled(
        line.path, lambda place: value if place == strange else id_in(stage.home, place)
    )
    return ask(stage, line, line.caller, address)


def at_home(stage: Stage, path: str) -> str:
    return filled(path, lambda place: id_in(stage.home, place))


def filled(path: str, value: Callable[[str], Any]) -> str:
    """An address: each placeholder's value is asked for by the path up to it."""
    return full(PLACE.sub(lambda found: str(value(path[: found.end()])), path))


def places(path: str) -> list[str]:
    return [path[: found.end()] for found in PLACE.finditer(path)]


def id_in(world: World, place: str) -> Any:
    makers = whole().objects
    if place in whole().names:
        return whole().names[place]
    if place not in makers:
        raise LookupError(f"No `routes.py` has an entry for '{place}' in `objects`.")
    return makers[place](world)
