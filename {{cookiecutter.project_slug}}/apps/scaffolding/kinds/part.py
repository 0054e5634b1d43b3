"""What one field adds to each file of a resource, as lines of Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from apps.scaffolding.errors import Refused
from apps.scaffolding.names import Names, database_name

Lines = tuple[str, ...]
Enum = tuple[str, str, tuple[tuple[str, str], ...]]  # its name, its class, values and labels


@dataclass(frozen=True)
class Wanted:
    """`status:choices=draft,published?`, and what it is a field of."""

    name: str
    kind: str
    argument: str
    is_optional: bool
    names: Names
    owner: str  # the column that lists are scoped by
    is_shared: bool  # in an organization
    is_soft: bool  # soft-deleted rows stay

    @property
    def label(self) -> str:
        return f'_("{self.name.replace("_", " ")}")'

    @property
    def nullable(self) -> str:
        return ", null=True, blank=True" if self.is_optional else ""

    @property
    def blank(self) -> str:
        """Text that may be missing is empty, and never NULL."""
        return ", blank=True" if self.is_optional else ""

    def named(self, *more: str) -> str:
        return database_name(self.names.app, self.names.snake, *more)

    def refuse(self, why: str) -> Refused:
        argument = f"={self.argument}" if self.argument else ""
        return Refused(f"'{self.name}:{self.kind}{argument}' {why}")

    def no_argument(self) -> None:
        if self.argument:
            raise self.refuse(f"has an argument, and '{self.kind}' takes none.")

    def number(self, default: int, least: int, most: int) -> int:
        if not self.argument:
            return default
        if not self.argument.isdecimal() or not least <= int(self.argument) <= most:
            raise self.refuse(f"needs a number from {least} to {most}, or none for {default}.")
        return int(self.argument)


@dataclass(frozen=True)
class Part:
    name: str
    columns: Lines = ()  # of the model
    before: Lines = ()  # above the model
    constraints: Lines = ()
    indexes: tuple[Lines, ...] = ()  # further columns, behind the owner's
    read: Lines = ()
    read_fields: Lines = ()
    nested: Lines = ()  # serializers above the one that reads
    write: Lines = ()
    write_fields: Lines = ()
    joins: Lines = ()
    collections: Lines = ()  # what is prefetched
    filter_fields: Lines = ()
    filter_names: Lines = ()  # as Meta.fields of a filter set has them
    searched: Lines = ()
    sorted: Lines = ()
    admin: Lines = ()
    admin_joins: Lines = ()
    admin_filters: Lines = ()
    admin_raw: Lines = ()
    factory: Lines = ()
    setup: Lines = ()  # of a body in tests
    sent: tuple[tuple[str, str], ...] = ()
    changed: tuple[tuple[str, str], ...] = ()
    wrong: tuple[tuple[str, str, str], ...] = ()  # column, value, code
    filtered: tuple[tuple[str, str], ...] = ()  # a filter, and what finds what was sent
    shown: tuple[tuple[str, str], ...] = ()  # of what is `made`, and what it is of what was `sent`
    broken: tuple[tuple[str, str], ...] = ()  # column and value that the database refuses
    is_own: bool = False  # refers to what not every caller may refer to
    imports: Any = ()  # (file, line)
    enums: tuple[Enum, ...] = ()
    file_bytes: int = 0
    file_kind: str = ""  # "file" or "image"
    unique: str = ""  # a column that is unique for one owner
    text: str = ""  # the column that rows are called by
    meaning: str = ""  # for the page in docs/
    queries: int = 0  # of a write, beside the usual ones


def as_tuple(names: Iterable[str]) -> str:
    quoted = [f'"{name}"' for name in names]
    return f"({', '.join(quoted)}{',' if len(quoted) == 1 else ''})"


class Example(NamedTuple):
    """Values, as Python: of the factory, and of bodies in tests."""

    made: str
    sent: str
    changed: str


Wrong = tuple[tuple[str, str], ...]  # values, and the codes of their refusals


def plain(
    wanted: Wanted, column: str, example: Example, wrong: Wrong, meaning: str, **more: Any
) -> Part:
    """A field of one column, which is sent and shown as it is."""
    name = wanted.name
    return Part(
        name,
        columns=(f"{name} = {column}",),
        read=(name,),
        write=(name,),
        factory=(f"{name} = {example.made}",),
        sent=((name, example.sent),),
        changed=((name, example.changed),),
        wrong=tuple((name, value, code) for value, code in wrong),
        shown=same(name),
        meaning=meaning,
        **more,
    )


def same(*columns: str) -> tuple[tuple[str, str], ...]:
    return tuple((f'made["{column}"]', f'sent["{column}"]') for column in columns)
