"""Conditional requests: a read that changed nothing for the caller is 304, a write to what has
changed meanwhile is 412.

The tag is a hash of the body, so it is right whatever the body is made of.
"""

import hashlib
from collections.abc import Sequence
from typing import Any, Final

from django.http import HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

TAGGED: Final = {"GET": (200,), "HEAD": (200,), "PUT": (200,), "PATCH": (200,)}
SAFE: Final = ("GET", "HEAD")
OF_CONTENT: Final = ("Content-Type", "Content-Length", "Content-Encoding")


def tag_of(body: bytes) -> str:
    return f'"{hashlib.blake2b(body, digest_size=16).hexdigest()}"'


def matches(header: str, tag: str) -> bool:
    """Whether a tag is among those of ``If-Match`` or ``If-None-Match``.

    Weak tags count as well: compression on the way makes ours weak, and the body stays the same.
    """
    tags: Sequence[str] = parse_etags(header)
    return "*" in tags or any(known.removeprefix("W/") == tag for known in tags)


class ConditionalMixin(APIView):
    """Tags what is read, answers 304, and has caches ask again each time."""

    def finalize_response(
        self, request: Request, response: Response, *args: Any, **kwargs: Any
    ) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)
        method = request.method or ""
        if method in SAFE:
            patch_vary_headers(response, ("Accept", "Authorization", "Cookie"))
            if not response.has_header("Cache-Control"):
                response["Cache-Control"] = "private, no-cache"
        if isinstance(response, Response) and response.status_code in TAGGED.get(method, ()):
            response.add_post_render_callback(lambda done: self.tagged(request, done))
        return response

    def tagged(self, request: Request, response: Response) -> HttpResponse | None:
        response.headers.setdefault("ETag", tag_of(response.content))  # None, unlike a dict
        tag = response.headers["ETag"]
        known = request.headers.get("If-None-Match")
        if request.method in SAFE and known and matches(known, tag):
            return not_modified(response)
        return None


def not_modified(response: HttpResponse) -> HttpResponse:
    """The same answer without its body."""
    bare = HttpResponse(status=304)
    del bare["Content-Type"]
    for name, value in response.items():
        if name not in OF_CONTENT:
            bare[name] = value
    bare.cookies = response.cookies
    return bare
