from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.content.models import Bookmark, Comment, Reaction, ShareCount
from apps.content.models.comment import CommentState
from apps.core.admin import ReadOnlyAdmin
from services.content.comments import CommentService


def deciding(state: CommentState, label: str | Promise) -> Callable[..., None]:
    def decide(modeladmin: Any, request: HttpRequest, comments: QuerySet[Comment]) -> None:
        keys = list(comments.values_list("pk", flat=True))
        done = CommentService().moderate_all(comment_ids=keys, state=state)
        text = ngettext("%(count)d comment changed.", "%(count)d comments changed.", done)
        modeladmin.message_user(request, text % {"count": done})

    decide.__name__ = state.value
    return admin.action(description=label, permissions=["moderate"])(decide)  # type: ignore[arg-type]


@admin.register(Comment)
class CommentAdmin(ReadOnlyAdmin):
    """The queue of moderators: nobody writes in somebody else's name."""

    list_display = ("__str__", "byline", "article", "state", "created_at")
    list_select_related = ("article",)
    list_filter = ("state", "created_at")
    search_fields = ("body", "byline", "=author__email")
    date_hierarchy = "created_at"
    show_full_result_count = False
    actions = (
        deciding(CommentState.APPROVED, _("Approve")),
        deciding(CommentState.REJECTED, _("Reject")),
        deciding(CommentState.SPAM, _("Mark as spam")),
    )

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("content.moderate_comment"))


@admin.register(Reaction)
class ReactionAdmin(ReadOnlyAdmin):
    list_display = ("article", "kind", "created_at")
    list_select_related = ("article",)
    list_filter = ("kind",)
    search_fields = ("=article__slug",)
    show_full_result_count = False


@admin.register(Bookmark)
class BookmarkAdmin(ReadOnlyAdmin):
    list_display = ("article", "created_at")
    list_select_related = ("article",)
    list_filter = ("created_at",)
    search_fields = ("=article__slug",)
    show_full_result_count = False


@admin.register(ShareCount)
class ShareCountAdmin(ReadOnlyAdmin):
    list_display = ("article", "channel", "count")
    list_select_related = ("article",)
    list_filter = ("channel",)
    search_fields = ("=article__slug",)
    show_full_result_count = False
