from typing import cast

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework_simplejwt.tokens import Token

from apps.accounts.tokens import session_id
from apps.accounts.views.base import caller
from apps.core.throttling import ScopedThrottle
from apps.realtime import tickets
from apps.realtime.serializers import TicketSerializer


class TicketView(APIView):
    throttle_classes = (*APIView.throttle_classes, ScopedThrottle)
    throttle_scope = "tickets"

    @extend_schema(
        operation_id="realtime_ticket",
        summary="Get a ticket for the WebSocket",
        description="Connect to `/ws/?ticket=…` with it at once: it works once and soon expires.",
        tags=["realtime"],
        request=None,
        responses={201: TicketSerializer},
    )
    def post(self, request: Request) -> Response:
        current = session_id(cast("Token", request.auth))
        ticket = tickets.issue(tickets.Holder(caller(request).pk, current))
        answer = {"ticket": ticket, "expires_in": tickets.LIFETIME}
        return Response(
            answer, status=status.HTTP_201_CREATED, headers={"Cache-Control": "no-store"}
        )
