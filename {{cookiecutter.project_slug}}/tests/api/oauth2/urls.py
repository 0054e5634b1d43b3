"""The library's addresses, and one for applications that act for themselves."""

from typing import Any

from django.urls import path
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.oauth2.permissions import IsClient
from tests.library import urls as library


class StockView(APIView):
    permission_classes = (IsClient,)
    oauth2_clients = True
    oauth2_scopes = {"GET": "read"}

    def get(self, request: Request) -> Response:
        token: Any = request.auth
        return Response({"application": token.application.name})


urlpatterns = [path("api/v1/stock/", StockView.as_view()), *library.urlpatterns]

handler400 = library.handler400
handler403 = library.handler403
handler404 = library.handler404
handler500 = library.handler500
