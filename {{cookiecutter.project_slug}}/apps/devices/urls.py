from django.urls import include, path
from rest_framework.routers import SimpleRouter

from apps.devices.views import CommandViewSet, DeviceViewSet, TelemetryViewSet

devices = SimpleRouter(use_regex_path=False)
devices.register("devices", DeviceViewSet, basename="devices")
commands = SimpleRouter(use_regex_path=False)
commands.register("commands", CommandViewSet, basename="device-commands")

DEVICE = "organizations/<uuid:organization_id>/devices/<uuid:device_id>/"
urlpatterns = [
    path("organizations/<uuid:organization_id>/", include(devices.urls)),
    path(f"{DEVICE}telemetry/", TelemetryViewSet.as_view({"get": "list"}), name="device-telemetry"),
    path(DEVICE, include(commands.urls)),
]
