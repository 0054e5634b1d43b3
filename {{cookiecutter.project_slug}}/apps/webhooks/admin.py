from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.core.admin import ReadOnlyAdmin, ReadOnlyInline
from apps.webhooks.models import Attempt, Delivery, Received, Webhook
from apps.webhooks.repositories import DeliveryRepository


@admin.register(Webhook)
class WebhookAdmin(admin.ModelAdmin):
    """To look at and to switch off: its members make it, and its secret is nobody else's."""

    list_display = ("url", "organization", "is_active", "failing_since", "created_at")
    list_select_related = ("organization",)
    list_filter = ("is_active", "created_at", ("failing_since", admin.EmptyFieldListFilter))
    search_fields = ("url", "organization__name")
    date_hierarchy = "created_at"
    fields = ("organization", "url", "description", "event_types", "is_active", "failing_since")
    readonly_fields = ("organization", "url", "description", "event_types", "failing_since")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


class AttemptInline(ReadOnlyInline):
    model = Attempt
    fields = readonly_fields = ("made_at", "duration_ms", "status", "error", "answer")


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    list_display = ("event_type", "webhook", "state", "attempts", "created_at", "finished_at")
    list_select_related = ("webhook",)
    list_filter = ("state", "event_type", "created_at")
    search_fields = ("=event_id", "webhook__url")
    date_hierarchy = "created_at"
    show_full_result_count = False
    inlines = (AttemptInline,)
    actions = ("redeliver",)

    def has_redeliver_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("webhooks.change_delivery")

    @admin.action(description=_("Send again"), permissions=["redeliver"])
    def redeliver(self, request: HttpRequest, deliveries: QuerySet[Delivery]) -> None:
        count = DeliveryRepository().send_again(pk__in=deliveries.values("pk"))
        message = ngettext(
            "%(count)d delivery will be sent again.",
            "%(count)d deliveries will be sent again.",
            count,
        )
        self.message_user(request, message % {"count": count}, messages.SUCCESS)


@admin.register(Received)
class ReceivedAdmin(ReadOnlyAdmin):
    list_display = ("source", "message_id", "received_at")
    list_filter = ("source", "received_at")
    search_fields = ("=message_id",)
    date_hierarchy = "received_at"
