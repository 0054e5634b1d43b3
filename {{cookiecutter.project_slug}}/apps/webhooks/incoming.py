from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar, Final

import orjson
import structlog
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import ParseError, PermissionDenied
from rest_framework.parsers import JSONParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.errors.exceptions import PayloadTooLarge
from apps.core.viewsets.limits import OneRoundTrip
from apps.events.unit_of_work import unit_of_work
from apps.webhooks.repositories import ReceivedRepository
from apps.webhooks.signatures import BadSignature, verify

LARGEST: Final = 1_000_000  # bytes
security_log = structlog.get_logger("security")


class IncomingWebhookView(OneRoundTrip):
    """Takes what somebody else's system tells us, signed as Standard Webhooks has it.

    A base: it names its `source`, its `secrets` (two while one is replaced) and what to do in
    `handle`, which runs once for each message, in a transaction with the note that it did. So an
    error of it is 500, and the sender comes again. Other signatures override `message_id`.
    """

    authentication_classes = ()
    permission_classes = (AllowAny,)
    parser_classes = (JSONParser,)
    source: ClassVar[str]

    @abstractmethod
    def secrets(self) -> Sequence[str]: ...

    @abstractmethod
    def handle(self, payload: Any) -> None: ...

    def message_id(self, request: Request, body: bytes) -> str:
        """Raises `BadSignature`."""
        headers = {name.lower(): value for name, value in request.headers.items()}
        return verify(headers, body, keys=self.secrets())

    @extend_schema(request=Any, responses={204: None}, tags=["webhooks"])
    def post(self, request: Request) -> Response:
        body = request._request.body
        if len(body) > LARGEST:
            raise PayloadTooLarge
        try:
            message_id = self.message_id(request, body)
        except BadSignature as error:
            security_log.warning("webhook_refused", source=self.source, reason=str(error))
            raise PermissionDenied(str(error), "bad_signature") from error
        try:
            payload = orjson.loads(body)
        except orjson.JSONDecodeError as error:
            raise ParseError from error
        with unit_of_work():
            if ReceivedRepository().note(self.source, message_id):
                self.handle(payload)
        return Response(status=status.HTTP_204_NO_CONTENT)
