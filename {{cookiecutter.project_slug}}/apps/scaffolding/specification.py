"""From the words of a command line to the fields of a resource.

`name:kind[=argument][?]`, as in `title:string=80`, `status:choices=draft,sent` or `due_on:date?`.
"""

import keyword
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Any, Final

from django.db import models

from apps.core.filters import NO_FILTERS
from apps.core.models import SoftDeleteModel, TimestampedModel
from apps.scaffolding.errors import Refused
from apps.scaffolding.kinds import KINDS, Part, Wanted
from apps.scaffolding.kinds.part import Enum
from apps.scaffolding.names import Names

FIELD: Final = re.compile(
    r"(?P<name>[^:=?]+):(?P<kind>[^:=?]+)(?:=(?P<argument>[^?]*))?(?P<mark>\?)?"
)
NAME: Final = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
LONGEST: Final = 30
ORGANIZATION: Final = "organization"
# What the code around a field, or the address, means already.
WORDS: Final = """
    by dt factory files format id models objects organization organization_id owner pk place scope
    serializers settings uuid build create create_batch
"""
MEANT: Final = NO_FILTERS.union(WORDS.split())


@dataclass(frozen=True)
class Specification:
    names: Names
    parts: tuple[Part, ...]
    owner: str  # the column of the user, or `organization`
    is_shared: bool
    is_soft: bool

    def lines(self, attribute: str) -> list[Any]:
        """Those of all fields, each once."""
        found = [line for part in self.parts for line in getattr(part, attribute)]
        return list(dict.fromkeys(found))

    def enums(self) -> list[Enum]:
        return [enum for part in self.parts for enum in part.enums]

    @cached_property
    def text(self) -> str:
        return next((part.text for part in self.parts if part.text), "")


def specify(names: Names, fields: Sequence[str], *, scope: str, soft_delete: bool) -> Specification:
    names.check()
    is_shared = scope == ORGANIZATION
    read = [_read(field) for field in fields]
    owner = ORGANIZATION if is_shared else _owner(read)
    wanted = [
        Wanted(name, kind, argument, is_optional, names, owner, is_shared, soft_delete)
        for name, kind, argument, is_optional in read
        if is_shared or kind != "user"
    ]
    if not wanted:
        raise Refused("A resource needs a field beside its owner, such as title:string.")
    if not is_shared and owner != "owner":
        _check_name(owner, names)
    for each in wanted:
        _check_name(each.name, names)
    parts = tuple(KINDS[each.kind](each) for each in wanted)
    _check_columns(parts, owner)
    return Specification(names, parts, owner, is_shared, soft_delete)


def _read(field: str) -> tuple[str, str, str, bool]:
    found = FIELD.fullmatch(field)
    if found is None:
        raise Refused(
            f"'{field}' is no field: write name:kind, such as title:string=80 or due:date?."
        )
    name, kind, argument = found["name"], found["kind"], found["argument"]
    if kind not in KINDS:
        close = get_close_matches(kind, KINDS, n=1)
        hint = f"did you mean '{close[0]}'?" if close else f"choose from {', '.join(KINDS)}."
        raise Refused(f"'{field}' has the kind '{kind}', which there is not; {hint}")
    if argument == "":
        raise Refused(f"'{field}' has nothing behind '='.")
    return name, kind, argument or "", found["mark"] is not None


def _owner(read: Sequence[tuple[str, str, str, bool]]) -> str:
    """In the scope of an owner the one field of kind `user` is that owner."""
    users = [
        (name, argument, optional) for name, kind, argument, optional in read if kind == "user"
    ]
    if len(users) > 1:
        raise Refused(
            f"'{users[1][0]}:user' would let callers point at any account: in the scope of an owner "
            "one field of kind user names the owner. With --scope organization users are members."
        )
    if not users:
        return "owner"
    name, argument, optional = users[0]
    if argument or optional:
        raise Refused(f"'{name}:user' is the owner here: it takes no argument and no '?'.")
    return name


def _check_name(name: str, names: Names) -> None:
    if not NAME.fullmatch(name) or len(name) > LONGEST:
        raise Refused(
            f"'{name}' is no name for a field: take lower-case letters, digits and single "
            f"underscores, a letter first, at most {LONGEST}."
        )
    if keyword.iskeyword(name) or keyword.issoftkeyword(name):
        raise Refused(f"'{name}' is a word of Python: take another name.")
    bases = (models.Model, TimestampedModel, SoftDeleteModel)
    if name in MEANT or name in {names.snake, f"{names.snake}_id"}:
        raise Refused(
            f"'{name}' has a meaning already, in addresses or in code: take another name."
        )
    if any(hasattr(base, name) for base in bases):
        raise Refused(f"'{name}' is what Django's or the core's models call something else.")


def _check_columns(parts: Sequence[Part], owner: str) -> None:
    counted = Counter([owner, *(column for part in parts for column in part.read)])
    for column, times in counted.items():
        if times > 1:
            raise Refused(f"'{column}' is there {times} times.")
