"""What happened, as a value that is stored, sent and read again years later."""

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Final, Self

import msgspec
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

ENVELOPE: Final = {"event_id", "occurred_at"}
known: Final[dict[str, type["Event"]]] = {}


@dataclass(frozen=True)
class Event:
    """Something that happened. Named in the past tense, it carries ids and plain values only.

    `type` is made of the app and the class, `organizations.member_joined`, and never changes: it
    is stored, and outsiders subscribe to it. `aggregate` names what it happened to, and the field
    that holds its id; events of one aggregate are relayed in order.

    A field that is added with a default changes nothing. Any other change of the fields takes a
    higher `version` and an `upcast` of what is stored.
    """

    type: ClassVar[str]
    version: ClassVar[int] = 1
    aggregate: ClassVar[tuple[str, str]] = ("event", "event_id")

    event_id: uuid.UUID = field(default_factory=uuid.uuid4, kw_only=True)
    occurred_at: datetime = field(default_factory=timezone.now, kw_only=True)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        name = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()
        cls.type = f"{app_of(cls.__module__)}.{name}"
        other = known.setdefault(cls.type, cls)
        if (other.__module__, other.__qualname__) != (cls.__module__, cls.__qualname__):
            raise ImproperlyConfigured(f"Two events are called {cls.type}: {other} and {cls}.")

    @property
    def aggregate_id(self) -> str:
        return str(getattr(self, self.aggregate[1]))

    def payload(self) -> dict[str, Any]:
        """Its own fields, as JSON has them."""
        built: dict[str, Any] = msgspec.to_builtins(self)
        return {name: value for name, value in built.items() if name not in ENVELOPE}

    @classmethod
    def upcast(cls, payload: dict[str, Any], version: int) -> dict[str, Any]:
        """The fields of today, from those of an earlier version."""
        raise LookupError(f"{cls.type} has no upcast of {sorted(payload)} from version {version}.")

    @classmethod
    def read(cls, payload: Mapping[str, Any], version: int, **envelope: Any) -> Self:
        """From what was stored. Raises `msgspec.ValidationError` or `LookupError`."""
        fields = dict(payload)
        if version != cls.version:
            fields = cls.upcast(fields, version)
        return msgspec.convert({**fields, **envelope}, type=cls)


def app_of(module: str) -> str:
    """The app's name, whether its events are a module or a package of them."""
    folders = module.split(".")[:-1]
    return folders[1] if folders[0] == "apps" else folders[-1]
