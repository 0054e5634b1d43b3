"""Events, as classes: which there are, and what is wrong with one."""

import importlib
import pkgutil
import re
import types
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID, uuid4

from django.apps import apps
from django.conf import settings
from django.utils.module_loading import module_has_submodule
from msgspec import ValidationError

from apps.events.event import Event, known
from apps.events.models import StoredEvent
from apps.events.repositories import EventRepository

ROW: Final = re.compile(r"^\| `(\w+\.\w+)` \|", re.MULTILINE)
# What JSON, or a database, might change of it.
SAMPLES: Final[dict[Any, Any]] = {
    bool: True,
    int: 2**53 - 1,
    float: 0.1,
    str: '“Ünï”\n"\\u0041\\',
    UUID: UUID(int=2**128 - 1),
    Decimal: Decimal("12.30"),
    date: date(2028, 2, 29),
    datetime: datetime(2028, 2, 29, 23, 59, 59, 999_999, tzinfo=UTC),
}


def own() -> dict[str, type[Event]]:
    """All that can happen, by type: without bases, and without what tests have made up."""
    for config in apps.get_app_configs():
        if config.name.startswith("apps.") and module_has_submodule(config.module, "events"):
            events = importlib.import_module(f"{config.name}.events")
            for part in pkgutil.iter_modules(getattr(events, "__path__", ())):
                importlib.import_module(f"{events.__name__}.{part.name}")
    return {
        name: event
        for name, event in sorted(known.items())
        if is_own(event) and not any(map(is_own, event.__subclasses__()))
    }


def is_own(event: type[Event]) -> bool:
    return event.__module__.partition(".")[0] != "tests"


def flaws(event: type[Event]) -> Iterator[str]:
    parameters = event.__dict__.get("__dataclass_params__")
    if parameters is None or not parameters.frozen:
        yield f"{event.type} is no frozen dataclass of its own: give it @dataclass(frozen=True)"
    if not (isinstance(event.version, int) and event.version >= 1):
        yield f"{event.type} has the version {event.version}"
    if event.aggregate[1] not in {field.name for field in fields(event)}:
        yield f"{event.type} happens to '{event.aggregate[1]}', which is no field of it"


def sample(event: type[Event]) -> Event:
    hints = get_type_hints(event)
    return event(**{field.name: made(hints[field.name]) for field in fields(event)})


def made(kind: Any) -> Any:
    """A value of the type, and none that it has by default."""
    origin, inside = get_origin(kind), get_args(kind)
    if kind in SAMPLES:
        return SAMPLES[kind]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return list(kind)[-1]
    if origin is Literal:
        return inside[-1]
    if origin in (Union, types.UnionType):
        return made(next(one for one in inside if one is not type(None)))
    if origin in (tuple, list, set, frozenset):
        return origin([made(inside[0])])
    if origin is dict:
        return {made(inside[0]): made(inside[1])}
    raise LookupError(f"{kind} is none of the plain values that an event may carry.")


def changed(event: type[Event]) -> str:
    """How an event differs when it is read from the store. Empty if it does not."""
    try:
        published = replace(sample(event), event_id=uuid4())
        EventRepository().add([published], pending=[False], actor_id=None, request_id="")
        read = StoredEvent.objects.get(event_id=published.event_id).event()
    except (LookupError, TypeError, ValueError) as error:
        return f"{event.type} cannot be stored and read: {error}"
    return "" if read == published else f"{event.type}: {published} is read as {read}"


def unreadable(event: type[Event], earlier: Mapping[int, dict[str, Any]]) -> Iterator[str]:
    """Which of its earlier versions nobody can read today."""
    app = event.type.partition(".")[0]
    for version in range(1, event.version):
        if version not in earlier:
            yield (
                f"{event.type} has no version {version}: write what was stored then "
                f"in EARLIER of tests/contracts/{app}/happenings.py"
            )
            continue
        try:
            event.read(earlier[version], version)
        except (LookupError, ValidationError) as error:
            yield f"{event.type} of version {version}: {error}"


def documented() -> set[str]:
    """Events that a page has in the first column of a table."""
    pages = Path(settings.BASE_DIR, "docs").glob("*.md")
    return {name for page in pages for name in ROW.findall(page.read_text(encoding="utf-8"))}
