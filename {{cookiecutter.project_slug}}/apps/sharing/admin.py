from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
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

    def get_queryset(self, request: HttpRequest) -> QuerySet[UserObjectPermission]:
        rows: QuerySet[UserObjectPermission] = super().get_queryset(request)
        return rows.prefetch_related("content_object")
