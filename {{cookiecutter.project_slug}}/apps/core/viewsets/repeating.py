"""Answers that a process gives again for some seconds, for lists that many clients poll."""

from dataclasses import dataclass
from typing import Any, ClassVar, Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from rest_framework.views import APIView

from apps.core.memory import Memory
from apps.core.metrics.cache import REPEATED

CAPACITY: Final = 8_000_000  # bytes a process
OVERHEAD: Final = 2000  # bytes an answer takes beside its body
GOOD: Final = (200, 304)
# What an answer may depend on beside its address and its language.
ASKED_BY: Final = ("HTTP_AUTHORIZATION", "HTTP_ACCEPT", "HTTP_COOKIE", "HTTP_IF_NONE_MATCH")
# True when they were counted, and only then.
COUNTED: Final = "x-ratelimit-"

Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    headers: dict[str, str]
    seconds: float

    def again(self) -> HttpResponse:
        response = HttpResponse(self.body, status=self.status)
        del response["Content-Type"]
        for name, value in self.headers.items():
            response[name] = value
        return response


answers: Final = Memory[Answer](
    CAPACITY,
    seconds=lambda answer: answer.seconds,
    size=lambda answer: len(answer.body) + OVERHEAD,
)


class RepeatedAnswers(APIView):
    """With ``repeat_for`` an answer to a GET is given again, to the same caller, for that long.

    Until then nothing is asked: no row, no limit, and **not the session either**, so choose a
    few seconds, and lists whose reader may be that late, after a write of its own too. Each
    process keeps its own answers. Callers are told apart by their token; those without one share.
    """

    repeat_for: ClassVar[float] = 0  # seconds

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.repeat_for or request.method != "GET":
            return super().dispatch(request, *args, **kwargs)
        key = _key(request)
        known = answers.get(key)
        REPEATED.labels(type(self).__name__, "repeated" if known else "made").inc()
        if known:
            return known.again()
        response: Any = super().dispatch(request, *args, **kwargs)
        response.add_post_render_callback(lambda done: self._keep(key, done))
        return response  # type: ignore[no-any-return]

    def _keep(self, key: Key, response: HttpResponse) -> None:
        if response.status_code not in GOOD or response.cookies:
            return
        headers = {
            name: value for name, value in response.items() if not name.lower().startswith(COUNTED)
        }
        answer = Answer(response.status_code, response.content, headers, self.repeat_for)
        answers.keep(key, answer)


def _key(request: HttpRequest) -> Key:
    meta = request.META
    asked = tuple(meta.get(name) for name in ASKED_BY)
    return request.build_absolute_uri(), get_language(), asked
