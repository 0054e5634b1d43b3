from django.contrib import admin
from guardian.models import UserObjectPermission

from apps.core.admin import ReadOnlyAdmin


@admin.register(UserObjectPermission)
class UserObjectPermissionAdmin(ReadOnlyAdmin):
    """Who may do what with which row: to look at and to take back."""

    list_display = ("user", "permission", "object_pk")
    list_select_related = ("user", "permission__content_type")
    list_filter = ("content_type",)
    search_fields = ("user__email", "object_pk")
    fields = ("user", "permission", "content_type", "object_pk")
