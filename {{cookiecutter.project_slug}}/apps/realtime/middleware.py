"""Who may open a socket: a known origin, with a ticket."""

from typing import Any
from urllib.parse import parse_qs

from asgiref.sync import sync_to_async
from channels.middleware import BaseMiddleware
from channels.security.websocket import OriginValidator
from django.conf import settings

from apps.realtime import tickets


class TicketMiddleware(BaseMiddleware):
    """Put the ticket's ``holder`` into the scope, or refuse the handshake with 403."""

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> Any:
        query = parse_qs(scope["query_string"].decode("latin1"))
        ticket = query.get("ticket", [""])[0]
        holder = await sync_to_async(tickets.redeem)(ticket)
        if holder is None:
            # A consumer would join the channel layer first, and that for anybody.
            await receive()
            return await send({"type": "websocket.close"})
        return await super().__call__({**scope, "holder": holder}, receive, send)


class SiteOriginValidator(OriginValidator):
    """Let in this site, the origins that may call the API, and clients that are no browser.

    Browsers always say where a page came from; a client without an ``Origin`` has no page.
    """

    def __init__(self, application: Any) -> None:
        super().__init__(application, [*settings.ALLOWED_HOSTS, *settings.CORS_ALLOWED_ORIGINS])

    def valid_origin(self, parsed_origin: Any) -> bool:
        return parsed_origin is None or bool(self.validate_origin(parsed_origin))
