"""What a cursor holds: the last row's place in the order, and which way to go from there."""

import base64
import datetime as dt
import decimal
import uuid
from collections.abc import Sequence
from typing import Any, NamedTuple

import orjson
from django.core.exceptions import ValidationError
from rest_framework.exceptions import NotFound

from apps.core.pagination.ordering import Term


class Position(NamedTuple):
    values: tuple[Any, ...]
    backwards: bool = False


def encode(position: Position, terms: Sequence[Term]) -> str:
    order = ",".join(map(str, terms))
    data = [order, int(position.backwards), [as_json(value) for value in position.values]]
    return base64.urlsafe_b64encode(orjson.dumps(data)).rstrip(b"=").decode()


def decode(text: str, terms: Sequence[Term]) -> Position:
    """Raise ``NotFound`` for what is no cursor, and for one that belongs to another order."""
    try:
        return _decode(text, terms)
    except (ValueError, TypeError, ValidationError) as error:
        raise NotFound("Invalid cursor: begin again without it.") from error


def _decode(text: str, terms: Sequence[Term]) -> Position:
    padded = text.encode("ascii") + b"=" * (-len(text) % 4)
    order, backwards, raw = orjson.loads(base64.b64decode(padded, b"-_", validate=True))
    if order != ",".join(map(str, terms)) or backwards not in (0, 1):
        raise ValueError(order)
    values = [place(term, value) for term, value in zip(terms, raw, strict=True)]
    return Position(tuple(values), bool(backwards))


def place(term: Term, value: Any) -> Any:
    """A value of the term's column, in the bounds of what the database can compare."""
    found = term.field.to_python(value)
    if found is None or isinstance(value, list | dict):
        raise ValueError(value)
    if isinstance(found, int):
        term.field.run_validators(found)  # among them the bounds of the column's type
    if isinstance(found, str) and "\x00" in found:
        raise ValueError(value)
    return found


def as_json(value: Any) -> Any:
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, decimal.Decimal | uuid.UUID):
        return str(value)
    return value
