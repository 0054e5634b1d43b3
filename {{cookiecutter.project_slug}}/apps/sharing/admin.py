from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from guardian.models import UserObjectPermission


@admin.register(UserObjectPermission)
class UserObjectPermissionAdmin(admin.ModelAdmin):
    """Who may do what with which row: to look at and to take back."""

    list_display = ("user", "permission", "object_pk")
    list_select_related = ("user", "permission__content_type")
    list_filter = ("content_type",)
    search_fields = ("user__email", "object_pk")
    fields = ("user", "permission", "content_type", "object_pk")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
