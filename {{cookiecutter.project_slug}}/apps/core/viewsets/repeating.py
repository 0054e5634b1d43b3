"""Answers that a process gives again for some seconds, for lists that many clients poll."""

from collections.abc import Callable
from typing import Any, ClassVar, Final, NamedTuple

from asgiref.sync import iscoroutinefunction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import re_accepts_gzip
from django.utils.decorators import sync_and_async_middleware
from django.utils.translation import get_language_from_request
from rest_framework.views import APIView

from apps.core.memory import Memory
from apps.core.metrics.cache import REPEATED
from apps.core.viewsets.answers import CAPACITY, Answer

# What an answer may depend on beside its address, its language and whether it is compressed.
ASKED_BY: Final = (
    "HTTP_HOST",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_AUTHORIZATION",
    "HTTP_COOKIE",
    "HTTP_ACCEPT",
    "HTTP_ORIGIN",
    "HTTP_IF_NONE_MATCH",
)
TOLD_APART: Final = frozenset(
    ("accept", "accept-encoding", "accept-language", "authorization", "cookie", "origin")
)

Key = tuple[Any, ...]


class Repeat(NamedTuple):
    """What a view asks for; on the request, since not every answer is the object it returned."""

    view: str
    seconds: float


class Repeated(NamedTuple):
    view: str
    answer: Answer


repeated: Final = Memory[Repeated](
    CAPACITY, seconds=lambda known: known.answer.seconds, size=lambda known: known.answer.size
)


class RepeatedAnswers(APIView):
    """With ``repeat_for`` an answer to a GET is given again, to the same caller, for that long.

    Until then nothing is asked: no row, no limit, and **not the session either**, so choose a
    few seconds, and lists whose reader may be that late, after a write of its own too. Each
    process keeps its own answers. Callers are told apart by their token or cookies; those without
    share. What sets a cookie or varies on a header that is not told apart is made anew.
    """

    repeat_for: ClassVar[float] = 0  # seconds

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.repeat_for and request.method == "GET":
            repeat = Repeat(type(self).__name__, self.repeat_for)
            REPEATED.labels(repeat.view, "made").inc()
            request.repeat = repeat  # type: ignore[attr-defined]
        return super().dispatch(request, *args, **kwargs)


@sync_and_async_middleware
def repeat_answers(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """Stands above everything that changes an answer, so what is given again is the whole of it."""
    if iscoroutinefunction(get_response):

        async def ask_later(request: HttpRequest) -> HttpResponseBase:
            return _known(request) or _keep(request, await get_response(request))

        return ask_later

    def ask(request: HttpRequest) -> HttpResponseBase:
        return _known(request) or _keep(request, get_response(request))

    return ask


def _known(request: HttpRequest) -> HttpResponseBase | None:
    if request.method != "GET" or not repeated.size:  # costs nothing where no view repeats
        return None
    known = repeated.get(_key(request))
    if known is None:
        return None
    REPEATED.labels(known.view, "repeated").inc()
    return known.answer.again()


def _keep(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    repeat: Repeat | None = getattr(request, "repeat", None)
    if repeat and varies_on(response) <= TOLD_APART:
        answer = Answer.of(response, repeat.seconds)
        if answer:
            repeated.keep(_key(request), Repeated(repeat.view, answer))
    return response


def varies_on(response: HttpResponseBase) -> set[str]:
    names = response.headers.get("Vary", "").split(",")
    return {name.strip().lower() for name in names} - {""}


def _key(request: HttpRequest) -> Key:
    meta = request.META
    return (
        request.scheme,
        request.path,
        meta.get("QUERY_STRING"),
        get_language_from_request(request),
        re_accepts_gzip.search(meta.get("HTTP_ACCEPT_ENCODING", "")) is not None,
        *(meta.get(name) for name in ASKED_BY),
    )
