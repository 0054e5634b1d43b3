from django.contrib import admin

from apps.core.admin import ReadOnlyAdmin
from apps.idempotency.models import IdempotentRequest


@admin.register(IdempotentRequest)
class IdempotentRequestAdmin(ReadOnlyAdmin):
    """Shown without their answers, and deleted so that a key can be used anew."""

    list_display = ("key", "user_id", "status", "created_at", "locked_until", "expires_at")
    list_filter = ("status", "created_at")
    search_fields = ("=key", "=user_id")
    date_hierarchy = "created_at"
    fields = list_display
