from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.core.admin import ReadOnlyInline, TrailAdmin
from apps.events.models import Handled, StoredEvent
from apps.events.repositories import EventRepository


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("pending", _("Pending")), ("parked", _("Parked")), ("relayed", _("Relayed"))]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[StoredEvent]
    ) -> QuerySet[StoredEvent]:
        conditions = {
            "pending": {"relayed_at__isnull": True, "parked_at__isnull": True},
            "parked": {"parked_at__isnull": False},
            "relayed": {"relayed_at__isnull": False},
        }
        return queryset.filter(**conditions.get(self.value() or "", {}))


class HandledInline(ReadOnlyInline):
    model = Handled
    fields = readonly_fields = ("subscriber", "handled_at")


@admin.register(StoredEvent)
class StoredEventAdmin(TrailAdmin):
    """To look at, and to relay again. What happened is neither changed nor taken back."""

    list_display = (
        "occurred_at",
        "type",
        "aggregate_type",
        "aggregate_id",
        "actor_id",
        "request_id",
        "relayed_at",
        "parked_at",
        "attempts",
    )
    list_filter = (StateFilter, "type", "occurred_at")
    search_fields = ("=event_id", "=aggregate_id", "=request_id")
    date_hierarchy = "occurred_at"
    show_full_result_count = False
    inlines = (HandledInline,)
    actions = ("replay",)

    def has_replay_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("events.change_storedevent")

    @admin.action(description=_("Relay again"), permissions=["replay"])
    def replay(self, request: HttpRequest, events: QuerySet[StoredEvent]) -> None:
        count = EventRepository().replay(StoredEvent.objects.filter(pk__in=events.values("pk")))
        message = ngettext(
            "%(count)d event will be relayed again.",
            "%(count)d events will be relayed again.",
            count,
        )
        self.message_user(request, message % {"count": count}, messages.SUCCESS)
