"""Whole answers in the memory of a process, up to a bound."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.response import Response

from apps.core.memory import Memory

CAPACITY: Final = 8_000_000  # bytes a process, of each kind
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

    @classmethod
    def of(cls, response: HttpResponseBase, seconds: float) -> "Answer | None":
        """Of one that is rendered. None of a refusal, nor of what sets a cookie or is streamed."""
        if not isinstance(response, HttpResponse) or response.cookies:
            return None
        if response.status_code not in GOOD:
            return None
        headers = {
            name: value for name, value in response.items() if not name.lower().startswith(COUNTED)
        }
        # A copy: the renderer's bytes sit in a block as large as it took to write them.
        body = bytes(memoryview(response.content))
        return cls(response.status_code, body, headers, seconds)

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

    @property
    def size(self) -> int:
        return len(self.body) + OVERHEAD


class Rendered(Response):
    """Of a body that has been made already."""

    @property
    def rendered_content(self) -> Any:
        return self.data


kept: Final = Memory[Answer](
    CAPACITY, seconds=lambda answer: answer.seconds, size=lambda answer: answer.size
)
