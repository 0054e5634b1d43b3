"""Answers that a process gives again for some seconds, for lists that many clients poll."""

from typing import Any, ClassVar, Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from rest_framework.views import APIView

from apps.core.metrics.cache import REPEATED
from apps.core.viewsets.answers import answers, keep

# What an answer may depend on beside its address and its language.
ASKED_BY: Final = ("HTTP_AUTHORIZATION", "HTTP_ACCEPT", "HTTP_COOKIE", "HTTP_IF_NONE_MATCH")

Key = tuple[Any, ...]


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
        response.add_post_render_callback(lambda done: keep(key, done, self.repeat_for))
        return response  # type: ignore[no-any-return]


def _key(request: HttpRequest) -> Key:
    meta = request.META
    asked = tuple(meta.get(name) for name in ASKED_BY)
    return request.build_absolute_uri(), get_language(), asked
