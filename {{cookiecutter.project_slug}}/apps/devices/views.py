from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.serializers import BaseSerializer

from apps.core.errors.schema import ErrorResponse409Serializer
from apps.core.pagination import CursorPagination
from apps.core.viewsets.services import LeftToTheService, ServiceViewSet
from apps.devices import serializers
from apps.devices.models import Command, Device, Telemetry
from apps.organizations.access import Can
from apps.organizations.permissions import BelowAnother, OrganizationScoped
from services.devices.commands import CommandService
from services.devices.devices import DeviceService

TAGS = ["devices"]


@extend_schema_view(
    list=extend_schema(operation_id="devices_list", summary="List devices", tags=TAGS),
    retrieve=extend_schema(operation_id="devices_get", summary="Show a device", tags=TAGS),
    create=extend_schema(
        operation_id="devices_create",
        summary="Register a device",
        description="It then speaks MQTT on the topics that begin with its id.",
        tags=TAGS,
        responses={201: serializers.DeviceSerializer, 409: ErrorResponse409Serializer},
    ),
    partial_update=extend_schema(
        operation_id="devices_update", summary="Rename a device", tags=TAGS
    ),
    destroy=extend_schema(
        operation_id="devices_delete",
        summary="Delete a device, with all that it has told",
        tags=TAGS,
        responses={204: None},
    ),
)
class DeviceViewSet(OrganizationScoped, ServiceViewSet):
    """The devices of an organization, for its members."""

    queryset = Device.objects.all()
    service = DeviceService
    id_argument = "device_id"
    serializer_classes = {
        "read": serializers.DeviceSerializer,
        "write": serializers.DeviceWriteSerializer,
    }
    needs = dict.fromkeys(("create", "partial_update", "destroy"), Can.CONTRIBUTE)
    gated = frozenset({"create", "partial_update", "destroy"})
    lookup_value_converter = "uuid"
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]
    filterset_fields = ("is_online",)
    search_fields = ("name",)
    ordering_fields = ("name", "created_at", "last_seen_at")
    ordering = ("name", "id")


@extend_schema_view(
    list=extend_schema(
        operation_id="device_telemetry_list",
        summary="List what a device has measured, the newest first",
        tags=TAGS,
    ),
)
class TelemetryViewSet(BelowAnother):
    parents = Device.objects.all()
    parent_kwarg = "device_id"
    queryset = Telemetry.objects.filter(device__is_deleted=False)
    serializer_classes = {"read": serializers.TelemetrySerializer}
    organization_path = "device__organization"
    pagination_class = CursorPagination
    filterset_fields = {"measured_at": ("gte", "lt")}
    ordering = ("-measured_at", "-id")

    def get_queryset(self) -> QuerySet[Telemetry]:
        rows: QuerySet[Telemetry] = super().get_queryset()
        return rows.filter(device=self.kwargs.get("device_id"))


@extend_schema_view(
    list=extend_schema(
        operation_id="device_commands_list", summary="List commands, the newest first", tags=TAGS
    ),
    retrieve=extend_schema(
        operation_id="device_commands_get",
        summary="Show a command, and what came of it",
        tags=TAGS,
    ),
    create=extend_schema(
        operation_id="device_commands_create",
        summary="Tell a device to do something",
        description="It is sent at once, and again when the device comes back in time.",
        tags=TAGS,
    ),
)
class CommandViewSet(BelowAnother, LeftToTheService):
    parents = Device.objects.all()
    parent_kwarg = "device_id"
    queryset = Command.objects.filter(device__is_deleted=False)
    serializer_classes = {
        "read": serializers.CommandSerializer,
        "write": serializers.CommandWriteSerializer,
    }
    needs = {"create": Can.CONTRIBUTE}
    gated = frozenset({"create"})
    organization_path = "device__organization"
    lookup_value_converter = "uuid"
    http_method_names = ["get", "post", "head", "options"]
    pagination_class = CursorPagination
    filterset_fields = ("state",)
    ordering = ("-created_at", "id")

    def get_queryset(self) -> QuerySet[Command]:
        rows: QuerySet[Command] = super().get_queryset()
        return rows.filter(device=self.kwargs.get("device_id"))

    def perform_create(self, serializer: BaseSerializer) -> None:
        device_id: UUID = self.kwargs["device_id"]
        serializer.instance = CommandService().create(
            **self.whose(), device_id=device_id, **serializer.validated_data
        )
