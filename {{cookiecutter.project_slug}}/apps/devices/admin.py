from django.contrib import admin
from django.http import HttpRequest

from apps.core.admin import ReadOnlyAdmin
from apps.devices.models import BadMessage, Command, Device, Telemetry


@admin.register(Device)
class DeviceAdmin(admin.ModelAdmin):
    """To look at and to rename: its members register it."""

    list_display = ("name", "organization", "is_online", "last_seen_at", "created_at")
    list_select_related = ("organization",)
    list_filter = ("is_online", "created_at")
    search_fields = ("name", "organization__name", "=id")
    date_hierarchy = "created_at"
    fields = ("id", "organization", "name", "is_online", "last_seen_at", "created_at")
    readonly_fields = ("id", "organization", "is_online", "last_seen_at", "created_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(Telemetry)
class TelemetryAdmin(ReadOnlyAdmin):
    list_display = ("device", "measured_at", "received_at")
    list_select_related = ("device",)
    list_filter = ("received_at",)
    search_fields = ("=device__id", "=message_id")
    date_hierarchy = "received_at"
    show_full_result_count = False


@admin.register(Command)
class CommandAdmin(ReadOnlyAdmin):
    list_display = ("name", "device", "state", "created_at", "expires_at", "answered_at")
    list_select_related = ("device",)
    list_filter = ("state", "created_at")
    search_fields = ("name", "=device__id", "=id")
    date_hierarchy = "created_at"
    show_full_result_count = False


@admin.register(BadMessage)
class BadMessageAdmin(ReadOnlyAdmin):
    """What devices sent that nobody could make sense of."""

    list_display = ("topic", "reason", "received_at")
    list_filter = ("received_at",)
    search_fields = ("topic", "reason")
    date_hierarchy = "received_at"
    show_full_result_count = False
