"""Where an article may go from where it is, and who may send it there. The only such table."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from apps.content.models import Status

WRITE: Final = "content.add_article"  # articles of one's own
EDIT: Final = "content.change_article"  # those of others
PUBLISH: Final = "content.publish_article"  # approve, publish, archive


class Who(StrEnum):
    WRITER = "writer"  # its author, or who may edit the articles of others
    ANYBODY = "anybody"  # who has the permission
    ANOTHER = "another"  # who has the permission, and did not write it: four eyes
    CLOCK = "clock"  # nobody: its time has come


@dataclass(frozen=True, slots=True)
class Transition:
    name: str
    source: Status
    target: Status
    permission: str
    who: Who


def _table() -> Iterator[Transition]:
    draft, review, scheduled = Status.DRAFT, Status.REVIEW, Status.SCHEDULED
    published, archived = Status.PUBLISHED, Status.ARCHIVED
    yield Transition("submit", draft, review, WRITE, Who.WRITER)
    yield Transition("withdraw", review, draft, WRITE, Who.WRITER)
    yield Transition("reject", review, draft, PUBLISH, Who.ANYBODY)
    yield Transition("publish", review, published, PUBLISH, Who.ANOTHER)
    yield Transition("schedule", review, scheduled, PUBLISH, Who.ANOTHER)
    yield Transition("unschedule", scheduled, review, PUBLISH, Who.ANYBODY)
    yield Transition("release", scheduled, published, PUBLISH, Who.CLOCK)
    yield Transition("archive", published, archived, PUBLISH, Who.ANYBODY)
    yield Transition("expire", published, archived, PUBLISH, Who.CLOCK)
    yield Transition("reopen", archived, draft, PUBLISH, Who.ANYBODY)


TRANSITIONS: Final = {transition.name: transition for transition in _table()}

# What its author may still change, and what editors may.
WRITABLE: Final = frozenset({Status.DRAFT})
EDITABLE: Final = frozenset(Status) - {Status.ARCHIVED}
