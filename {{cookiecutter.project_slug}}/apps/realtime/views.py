from typing import cast

from django.views.generic import TemplateView
from drf_spectacular.settings import spectacular_settings
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework_simplejwt.tokens import Token

from apps.accounts.tokens import session_id
from apps.accounts.views.base import caller
from apps.core.throttling import ScopedThrottle
from apps.realtime import asyncapi, tickets
from apps.realtime.serializers import TicketSerializer


class TicketView(APIView):
    permission_classes = (IsAuthenticated,)
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


class AsyncApiView(APIView):
    """For whoever may read the API's own description."""

    authentication_classes = ()
    permission_classes = spectacular_settings.SERVE_PERMISSIONS

    @extend_schema(
        operation_id="realtime_asyncapi",
        summary="Describe the WebSocket",
        description="An AsyncAPI 3 document.",
        tags=["realtime"],
        auth=[],
        responses={200: OpenApiTypes.OBJECT},
    )
    def get(self, request: Request) -> Response:
        return Response(asyncapi.document(host=request.get_host(), secure=request.is_secure()))


class DemoView(TemplateView):
    """A page that connects and shows what comes. In development alone."""

    template_name = "realtime/demo.html"
