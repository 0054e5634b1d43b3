"""What clients and the server say to each other: JSON objects, told apart by ``type``."""

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any, Final, Literal
from uuid import UUID

import msgspec


class Close(IntEnum):
    """Close codes: below 4000 those of RFC 6455, 7.4.1, from there on our own."""

    TOO_LARGE = 1009
    COME_BACK = 1012
    SESSION_ENDED = 4401
    IDLE = 4408
    TOO_SLOW = 4413
    TOO_MANY_FRAMES = 4429


class Code(StrEnum):
    """Of error frames."""

    BINARY_FRAME = "binary_frame"
    MALFORMED = "malformed"
    UNKNOWN_TYPE = "unknown_type"
    UNKNOWN_TOPIC = "unknown_topic"
    FORBIDDEN = "forbidden"
    TOO_MANY_TOPICS = "too_many_topics"
    RATE_LIMITED = "rate_limited"


class Frame(msgspec.Struct, frozen=True, tag_field="type", omit_defaults=True):
    pass


class Ping(Frame, frozen=True, tag="ping"):
    """Answer it with `pong`. Either side may send it."""


class Pong(Frame, frozen=True, tag="pong"):
    """The answer to a `ping`."""


class Subscribe(Frame, frozen=True, tag="subscribe"):
    """Hear what happens to a topic from now on, or `after` the event that was seen last."""

    topic: str
    after: UUID | None = None


class Unsubscribe(Frame, frozen=True, tag="unsubscribe"):
    """Hear no more of a topic."""

    topic: str


class Welcome(Frame, frozen=True, tag="welcome"):
    """The first frame. Who says nothing for `idle` seconds is disconnected: answer pings."""

    user_id: int
    heartbeat: float
    idle: float


class Subscribed(Frame, frozen=True, tag="subscribed", omit_defaults=False):
    """`resumed` events follow that were missed. If not `complete`, load the state anew."""

    topic: str
    resumed: int = 0
    complete: bool = True


class Unsubscribed(Frame, frozen=True, tag="unsubscribed"):
    """As asked, or because the user may not hear of the topic any more."""

    topic: str
    reason: Literal["asked", "forbidden"]


class Happened(Frame, frozen=True, tag="event"):
    """Something has happened. It may come twice, with the same `id`."""

    topic: str
    id: UUID
    event: str
    at: datetime
    data: dict[str, Any]


class SessionEnded(Frame, frozen=True, tag="session.ended"):
    """A session of the user has ended; the socket closes."""


class Error(Frame, frozen=True, tag="error"):
    """A frame was not understood or not allowed; the socket stays open."""

    code: Code
    detail: str
    topic: str | None = None
    retry_after: float | None = None


FROM_CLIENT: Final = Ping | Pong | Subscribe | Unsubscribe
FROM_SERVER: Final = (
    Welcome | Ping | Pong | Subscribed | Unsubscribed | Happened | SessionEnded | Error
)
KNOWN: Final = frozenset(
    str(kind.__struct_config__.tag) for kind in (Ping, Pong, Subscribe, Unsubscribe)
)
encoder: Final = msgspec.json.Encoder()


class Misunderstood(ValueError):
    def __init__(self, code: Code, detail: str) -> None:
        super().__init__(detail)
        self.error = Error(code, detail)


def encoded(frame: Frame) -> str:
    return encoder.encode(frame).decode()


def understood(text: str) -> Frame:
    """Raises `Misunderstood`."""
    try:
        given = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Misunderstood(Code.MALFORMED, "The frame is no JSON.") from error
    kind = given.get("type") if isinstance(given, dict) else None
    if not isinstance(kind, str):
        raise Misunderstood(Code.MALFORMED, "The frame has no type.")
    if kind not in KNOWN:
        raise Misunderstood(Code.UNKNOWN_TYPE, f"There is no frame of type {kind[:40]!r}.")
    try:
        frame: Frame = msgspec.convert(given, type=FROM_CLIENT)
    except msgspec.ValidationError as error:
        raise Misunderstood(Code.MALFORMED, str(error)) from error
    return frame
