"""Unsafe requests that may be sent again: `Idempotency-Key`, as the IETF's draft has it."""

import hashlib
import re
from contextlib import ExitStack
from typing import Any, ClassVar, Final, cast

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.encryption import Undecipherable, decrypt, encrypt
from apps.core.errors.exceptions import Conflict
from apps.idempotency.models import IdempotentRequest
from apps.idempotency.repositories import IdempotencyRepository

HEADER: Final = "Idempotency-Key"
UNSAFE: Final = ("POST", "PUT", "PATCH", "DELETE")
KEY: Final = re.compile(r"[\x21-\x7e]{1,255}")
PURPOSE: Final = "idempotency"
KEPT: Final = ("Content-Type", "Content-Language", "ETag", "Location")
GOOD: Final = range(200, 300)


class Repeated(Exception):
    def __init__(self, row: IdempotentRequest) -> None:
        self.row = row


class InUse(Conflict):
    wait = 1  # seconds

    def __init__(self) -> None:
        super().__init__(_("This request is still at work. Ask again."), "idempotency_key_in_use")


class Idempotent(APIView):
    """With the header, a request of a user is carried out once, however often it is sent.

    What it changes and its answer are committed together: a process that dies in between leaves
    neither, and the next try begins anew. While one is at work another one gets 409, as does
    another request under the same key. Only what succeeded is kept, for `IDEMPOTENCY_HOURS`; the
    key of what was refused is free again. Sign-in and others without a user ignore the header.
    """

    idempotent: ClassVar[bool] = True  # False where an answer must not be given twice
    claimed: IdempotentRequest | None = None
    is_kept = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.idempotent or HEADER not in request.headers or request.method not in UNSAFE:
            return super().dispatch(request, *args, **kwargs)
        _body_of(request)  # before a parser takes it
        try:
            with ExitStack() as self.work:
                return self._finished(super().dispatch(request, *args, **kwargs))
        finally:
            if self.claimed and not self.is_kept:
                IdempotencyRepository().release(self.claimed)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """After permissions and limits, which hold for what is repeated too."""
        super().initial(request, *args, **kwargs)
        if hasattr(self, "work") and request.user.is_authenticated:
            self._claim(request)

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, Repeated):
            return _again(exc.row)  # type: ignore[return-value]
        return super().handle_exception(exc)

    def _finished(self, response: Any) -> HttpResponseBase:
        if self.claimed:
            done = response.render() if isinstance(response, Response) else response
            if done.status_code in GOOD and not done.cookies and not done.streaming:
                answer = _answer(done)
                self.is_kept = IdempotencyRepository().finish(self.claimed, **answer)
                if not self.is_kept:  # it took so long that another try has taken it over
                    transaction.set_rollback(True)
                    late = self.handle_exception(InUse())
                    return self.finalize_response(self.request, late)
        return response  # type: ignore[no-any-return]

    def _claim(self, request: Request) -> None:
        key = request.headers[HEADER].strip().strip('"')
        if not KEY.fullmatch(key):
            raise ParseError(_("An Idempotency-Key has 1 to 255 visible ASCII characters."))
        print_ = _fingerprint(request._request)
        row, is_mine = IdempotencyRepository().claim(
            user_id=cast("int", request.user.pk), key=key, fingerprint=print_
        )
        if row.fingerprint != print_:
            message = _("This Idempotency-Key was used for another request.")
            raise Conflict(message, "idempotency_key_reused")
        if not is_mine:
            raise InUse if row.status is None else Repeated(row)
        self.claimed = row
        self.work.enter_context(transaction.atomic())


def _body_of(request: HttpRequest) -> bytes:
    """Nothing of a form with files: its boundary is another one each time."""
    return b"" if request.content_type == "multipart/form-data" else request.body


def _fingerprint(request: HttpRequest) -> str:
    parts = (request.method or "", request.get_full_path(), request.content_type or "")
    digest = hashlib.sha256("\n".join(parts).encode())
    digest.update(b"\n" + _body_of(request))
    return digest.hexdigest()


def _answer(response: HttpResponse) -> dict[str, Any]:
    return {
        "status": response.status_code,
        "headers": {name: response[name] for name in KEPT if response.has_header(name)},
        "body": encrypt(response.content.decode("latin-1"), purpose=PURPOSE),
    }


def _again(row: IdempotentRequest) -> HttpResponse:
    try:
        body = decrypt(row.body, purpose=PURPOSE).encode("latin-1")
    except Undecipherable as error:
        raise Conflict(_("The answer to this request is gone."), "idempotency_key_spent") from error
    response = HttpResponse(body, status=row.status)
    del response["Content-Type"]
    for name, value in row.headers.items():
        response[name] = value
    response["Idempotency-Replayed"] = "true"
    return response
