from channels.routing import URLRouter
from django.urls import path

from apps.realtime.consumers import EventConsumer
from apps.realtime.middleware import SiteOriginValidator, TicketMiddleware

application = SiteOriginValidator(
    TicketMiddleware(URLRouter([path("ws/", EventConsumer.as_asgi())]))
)
