from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.core.admin import ReadOnlyAdmin
from apps.core.encryption import Undecipherable
from apps.queueing.dead_letters import replay
from apps.queueing.models import DeadLetter, DoneTask


@admin.register(DeadLetter)
class DeadLetterAdmin(ReadOnlyAdmin):
    """Tasks that failed for good: to look at, to send again, and to throw away."""

    list_display = ("task", "queue", "error", "retries", "failed_at", "replayed_at")
    list_filter = ("task", "queue", "failed_at", ("replayed_at", admin.EmptyFieldListFilter))
    search_fields = ("=task_id", "=request_id", "error")
    date_hierarchy = "failed_at"
    show_full_result_count = False
    fields = (
        "task",
        "task_id",
        "queue",
        "shown",
        "error",
        "traceback",
        "retries",
        "request_id",
        "failed_at",
        "replayed_at",
    )
    actions = ("send_again",)

    def has_send_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("queueing.change_deadletter")

    @admin.action(description=_("Send again"), permissions=["send"])
    def send_again(self, request: HttpRequest, letters: QuerySet[DeadLetter]) -> None:
        try:
            count = replay(list(letters.filter(replayed_at=None)))
        except Undecipherable:
            message = _("One was encrypted with a key that is gone.")
            self.message_user(request, message, messages.ERROR)
            return
        told = ngettext("%(count)d task was sent.", "%(count)d tasks were sent.", count)
        self.message_user(request, told % {"count": count}, messages.SUCCESS)


@admin.register(DoneTask)
class DoneTaskAdmin(ReadOnlyAdmin):
    list_display = ("key", "done_at")
    search_fields = ("=key",)
    date_hierarchy = "done_at"
    show_full_result_count = False
