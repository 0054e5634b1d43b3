"""What makes each event happen, as each app declares it in a `happenings.py` of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.db import transaction
from django.db.models import Max
from structlog.contextvars import bound_contextvars

from apps.events.event import Event
from apps.events.models import StoredEvent
from tests.contracts.calling import at_home, content, send
from tests.contracts.contract import modules, table
from tests.contracts.table import Line
from tests.contracts.worlds import Stage, World

HAPPENINGS: Final = "happenings"
REQUEST: Final = "by-which-it-happened"


@dataclass(frozen=True)
class Asked:
    """A request of the table's, by whom its line prefers unless `by` names another caller."""

    route: str  # "METHOD path"
    by: str = ""
    # Made at once before, with what has to be there for it; what `bodies` have where it is none.
    body: Callable[[World], dict[str, Any]] | None = None

    @property
    def line(self) -> Line:
        return table()[self.route]

    @property
    def caller(self) -> str:
        return self.by or self.line.caller


@dataclass(frozen=True)
class Done:
    """Nobody's request: a task, a message, or what only code of yours calls."""

    what: Callable[[World], object]


@dataclass(frozen=True)
class Told:
    """The same for what is told to sockets alone, and is in no store."""

    what: Callable[[World], object]


Happening = Asked | Done | Told


@cache
def declared() -> dict[str, Happening]:
    """By the event's type, as it is stored."""
    return {name: how for part in modules(HAPPENINGS) for name, how in part.HAPPENINGS.items()}


@cache
def earlier() -> dict[str, Mapping[int, dict[str, Any]]]:
    """What an event that has a later version was stored as, by its version then."""
    parts = (getattr(part, "EARLIER", {}) for part in modules(HAPPENINGS))
    return {name: payloads for part in parts for name, payloads in part.items()}


def undeclared(events: Mapping[str, type[Event]], happenings: Mapping[str, Happening]) -> list[str]:
    new = [
        f"'{name}': say in HAPPENINGS of tests/contracts/{name.partition('.')[0]}/happenings.py "
        "what makes it happen"
        for name in events.keys() - happenings.keys()
    ]
    gone = [
        f"'{name}': no event is called so; one that was stored keeps its name"
        for name in happenings.keys() - events.keys()
    ]
    return sorted([*new, *gone])


def happen(stage: Stage, how: Asked | Done) -> list[StoredEvent]:
    """What is stored of it. It has not happened afterwards."""
    with transaction.atomic(), bound_contextvars(request_id=REQUEST):
        last = StoredEvent.objects.aggregate(last=Max("position"))["last"] or 0
        if isinstance(how, Done):
            how.what(stage.home)
        else:
            data, form = content(stage, how.line)
            if how.body:
                data, form = how.body(stage.home), {}
            form["headers"] = {"X-Request-ID": REQUEST}
            address = at_home(stage, how.line.path)
            answer = send(stage, how.caller, how.line.method, address, data, **form)
            assert answer.status_code < 400, f"{how.route}: {answer.status_code} {answer.content}"
        events = list(StoredEvent.objects.filter(position__gt=last).order_by("position"))
        transaction.set_rollback(True)
    return events


def actor(stage: Stage, how: Asked | Done) -> int | None:
    person = stage.people.get(how.caller) if isinstance(how, Asked) else None
    return person.pk if person else None
