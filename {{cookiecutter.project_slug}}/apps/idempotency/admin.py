from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from apps.idempotency.models import IdempotentRequest


@admin.register(IdempotentRequest)
class IdempotentRequestAdmin(admin.ModelAdmin):
    """Shown without their answers, and deleted so that a key can be used anew."""

    list_display = ("key", "user_id", "status", "created_at", "locked_until", "expires_at")
    list_filter = ("status", "created_at")
    search_fields = ("=key", "=user_id")
    date_hierarchy = "created_at"
    fields = list_display

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
