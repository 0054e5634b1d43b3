from django.urls import include, path
from rest_framework.routers import SimpleRouter

from apps.webhooks.views import DeliveryViewSet, EventTypesView, WebhookViewSet

webhooks = SimpleRouter(use_regex_path=False)
webhooks.register("webhooks", WebhookViewSet, basename="webhooks")
deliveries = SimpleRouter(use_regex_path=False)
deliveries.register("deliveries", DeliveryViewSet, basename="webhook-deliveries")

urlpatterns = [
    path("webhook-event-types/", EventTypesView.as_view(), name="webhook-event-types"),
    path("organizations/<uuid:organization_id>/", include(webhooks.urls)),
    path(
        "organizations/<uuid:organization_id>/webhooks/<uuid:webhook_id>/",
        include(deliveries.urls),
    ),
]
