from django.urls import path

from apps.realtime.views import TicketView

urlpatterns = [
    path("tickets/", TicketView.as_view(), name="realtime-tickets"),
]
