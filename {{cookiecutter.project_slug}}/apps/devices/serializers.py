from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from apps.core.serializers import BaseModelSerializer
from apps.devices.models import Command, Device, Telemetry

LARGEST = 4_000  # characters of a command's arguments, as JSON


class DeviceSerializer(BaseModelSerializer):
    class Meta:
        model = Device
        fields = ("id", "name", "is_online", "last_seen_at", "created_at")


class DeviceWriteSerializer(BaseModelSerializer):
    class Meta:
        model = Device
        fields = ("name",)


class TelemetrySerializer(BaseModelSerializer):
    readings = serializers.DictField(read_only=True)

    class Meta:
        model = Telemetry
        fields = ("message_id", "measured_at", "received_at", "readings")


class CommandSerializer(BaseModelSerializer):
    arguments = serializers.DictField(read_only=True)

    class Meta:
        model = Command
        fields = (
            "id",
            "name",
            "arguments",
            "state",
            "detail",
            "created_at",
            "expires_at",
            "sent_at",
            "answered_at",
        )


class CommandWriteSerializer(BaseModelSerializer):
    arguments = serializers.DictField(required=False, default=dict)
    expires_in = serializers.IntegerField(
        min_value=1,
        max_value=604_800,
        default=300,
        help_text="Seconds. A device that does not answer in time need not try.",
    )

    class Meta:
        model = Command
        fields = ("name", "arguments", "expires_in")

    def validate_arguments(self, value: dict[str, Any]) -> dict[str, Any]:
        if len(str(value)) > LARGEST:
            raise serializers.ValidationError(_("That is too much."), "max_length")
        return value
