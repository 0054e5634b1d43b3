"""Whole answers in the memory of a process, up to a bound."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponse
from rest_framework.response import Response

from apps.core.memory import Memory

CAPACITY: Final = 8_000_000  # bytes a process
OVERHEAD: Final = 2000  # bytes an answer takes beside its body
GOOD: Final = (200, 304)
# True when they were counted, and only then.
COUNTED: Final = "x-ratelimit-"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    headers: dict[str, str]
    seconds: float

    def again(self) -> HttpResponse:
        """For who goes around the view."""
        response = HttpResponse(self.body, status=self.status)
        del response["Content-Type"]
        for name, value in self.headers.items():
            response[name] = value
        return response

    def from_view(self) -> Response:
        """For a view, whose headers are added."""
        return Rendered(self.body, status=self.status, headers=self.headers)


class Rendered(Response):
    """Of a body that has been made already."""

    @property
    def rendered_content(self) -> Any:
        return self.data


answers: Final = Memory[Answer](
    CAPACITY,
    seconds=lambda answer: answer.seconds,
    size=lambda answer: len(answer.body) + OVERHEAD,
)


def keep(key: Hashable, response: HttpResponse, seconds: float) -> None:
    """Once it is rendered. A refusal is not kept, nor what sets a cookie."""
    if response.status_code not in GOOD or response.cookies:
        return
    headers = {
        name: value for name, value in response.items() if not name.lower().startswith(COUNTED)
    }
    # A copy: the renderer's bytes sit in a block as large as it took to write them.
    body = bytes(memoryview(response.content))
    answers.keep(key, Answer(response.status_code, body, headers, seconds))
