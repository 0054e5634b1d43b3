from django.urls import path

from apps.realtime.views import AsyncApiView, TicketView

urlpatterns = [
    path("asyncapi/", AsyncApiView.as_view(), name="asyncapi"),
    path("tickets/", TicketView.as_view(), name="realtime-tickets"),
]
